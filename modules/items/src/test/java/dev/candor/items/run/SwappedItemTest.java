package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.items.file.Directive;
import dev.candor.items.file.Directives;
import dev.candor.items.file.ItemFiles;
import dev.candor.items.file.ItemStatistics;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While items are found and run, somebody else puts links that lead out of the project in their place, and takes them away. */
@Timeout(120)
class SwappedItemTest {
    private static final ItemStatistics STATISTICS = new ItemStatistics(
            3, 2, 1, new BigDecimal("0.667"), new BigDecimal("23.333"), Optional.of("2026-11-20T12:00:00.000Z"));

    private static final int RUNS = 200;
    private static final String INSIDE = "echo inside\n";

    @TempDir
    Path folder;

    private ItemBench bench;
    private Path outside;
    private Path marker;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
        outside = Files.createDirectories(folder.toRealPath().resolve("outside/.ai/tools/web"));
        marker = outside.resolve("ran");
        Files.writeString(outside.resolve("head.sh"), "touch " + marker + "; echo outside\n");
        Files.writeString(outside.resolve("guide.md"), "outside\n");
        bench.item("tools/web/head.sh", INSIDE);
        bench.item("directives/web/guide.md", "inside\n");
    }

    /** One change by the attacker. */
    private interface Step {
        void make() throws IOException;
    }

    /** A call under attack: what it shows, or nothing when it was refused. */
    private interface Call {
        String text() throws Exception;
    }

    /** Swaps a path and a link again and again while calls are made; returns how many succeeded. */
    private int attacked(Path swapped, Path linkTarget, Call call) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread attacker = Thread.ofPlatform().start(() -> swap(swapped, linkTarget, over));
        int succeeded = 0;
        try {
            for (int i = 0; i < RUNS; i++) {
                try {
                    assertThat(call.text()).isEqualTo("inside\n");
                    succeeded++;
                } catch (ToolException refused) {
                    assertThat(refused.code()).startsWith("item-");
                }
            }
        } finally {
            over.set(true);
            attacker.join();
        }
        assertThat(marker).doesNotExist();
        return succeeded;
    }

    private static void swap(Path swapped, Path linkTarget, AtomicBoolean over) {
        Path away = swapped.resolveSibling(".away");
        Path link = swapped.resolveSibling(".link");
        boolean isFolder = Files.isDirectory(swapped);
        while (!over.get()) {
            quietly(() -> Files.createSymbolicLink(link, linkTarget));
            if (isFolder) {
                quietly(() -> Files.move(swapped, away));
            } else {
                quietly(() -> Files.copy(swapped, away));
            }
            quietly(() -> Files.move(link, swapped, StandardCopyOption.ATOMIC_MOVE));
            if (isFolder) {
                quietly(() -> Files.delete(swapped));
            }
            quietly(() -> Files.move(away, swapped, StandardCopyOption.ATOMIC_MOVE));
        }
    }

    private static void quietly(Step step) {
        try {
            step.make();
        } catch (IOException nextTime) {
            return;
        }
    }

    private String runHead() throws Exception {
        return bench.run("web/head", "{}").text("stdout");
    }

    @Test
    void script_swappedWithALink_neverRunsWhatLiesOutside() throws Exception {
        Path item = bench.project.resolve(".ai/tools/web/head.sh");
        assertThat(attacked(item, outside.resolve("head.sh"), this::runHead)).isPositive();
    }

    @Test
    void folder_swappedWithALink_neverRunsWhatLiesOutside() throws Exception {
        Path category = bench.project.resolve(".ai/tools/web");
        assertThat(attacked(category, outside, this::runHead)).isPositive();
    }

    @Test
    void itemFolder_swappedWithALink_neverRunsWhatLiesOutside() throws Exception {
        attacked(bench.project.resolve(".ai"), outside.getParent().getParent(), this::runHead);
    }

    @Test
    void directive_swappedWithALink_neverShowsWhatLiesOutside() throws Exception {
        Directives directives = new Directives(new UserPath(bench.user), Map.of(), RunPolicy.anywhere());
        Path item = bench.project.resolve(".ai/directives/web/guide.md");
        attacked(
                item,
                outside.resolve("guide.md"),
                () -> directives
                        .find("web/guide", Optional.of(bench.project.toString()))
                        .map(Directive::text)
                        .orElse("inside\n"));
    }

    @Test
    void knowledge_inAFolderThatIsSwapped_neverShowsWhatLiesOutside() throws Exception {
        bench.item("knowledge/web/guide.md", "inside\n");
        attacked(
                bench.project.resolve(".ai/knowledge/web"),
                outside,
                () -> bench.call(
                                "{'item_type':'knowledge','item_id':'web/guide','project_path':'" + bench.project
                                        + "'}",
                                ToolContext.unattended())
                        .text("content"));
    }

    @Test
    void statistics_bakedInAFolderThatIsSwapped_neverGoOutside() throws Exception {
        Path category = bench.project.resolve(".ai/tools/web");
        ItemFiles files = new ItemFiles(new UserPath(bench.user), Map.of(), RunPolicy.anywhere());

        attacked(category, outside, () -> {
            files.open(category.resolve("head.sh").toString()).bake(STATISTICS, false);
            files.open(category.resolve("head.sh").toString()).unbake(false);
            return "inside\n";
        });

        assertThat(outside.resolve("head.sh")).content().doesNotContain("telemetry:");
        assertThat(outside).isDirectoryNotContaining("glob:**/*.tmp");
    }
}
