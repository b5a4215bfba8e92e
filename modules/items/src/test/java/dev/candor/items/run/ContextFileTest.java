package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("its processes must not be taken for those of an item that another test runs")
class ContextFileTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void reported_nothing_isNothing() throws IOException {
        try (ContextFile context = ContextFile.create(folder.resolve("run"), "1")) {
            assertThat(context.reported(warnings)).isEqualTo(new Calls(0, 0));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(context.path())))
                    .isEqualTo("rw-------");
        }
        assertThat(warnings).isEmpty();
        assertThat(folder.resolve("run")).isEmptyDirectory();
    }

    @Test
    void reported_counts_areRead() throws IOException {
        assertThat(reported("{\"http_calls\": 12, \"subprocess_calls\": 3, \"more\": 1}"))
                .isEqualTo(new Calls(12, 3));
        assertThat(reported("{\"http_calls\": 1}")).isEqualTo(new Calls(1, 0));
        assertThat(reported("{\"http_calls\": 1e9, \"subprocess_calls\": 2.0}")).isEqualTo(new Calls(1_000_000_000, 2));
        assertThat(warnings).isEmpty();
    }

    @Test
    void reported_nonsense_isIgnoredWithAWarning() throws IOException {
        for (String content : List.of("{", "[]", "{\"http_calls\":-1}", "{\"http_calls\":\"2\"}", " ".repeat(65_537))) {
            warnings.clear();
            assertThat(reported(content)).isEqualTo(new Calls(0, 0));
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("What the item wrote to CANDOR_CONTEXT is ignored: ");
        }
    }

    @Test
    void reported_noCount_isIgnoredSayingWhatIsOne() throws IOException {
        for (String count : List.of("1.5", "-1", "1000000001", "1e300", "1e-300", "null", "\"2\"")) {
            warnings.clear();
            assertThat(reported("{\"http_calls\":" + count + "}")).isEqualTo(new Calls(0, 0));
            assertThat(warnings)
                    .containsExactly(
                            "What the item wrote to CANDOR_CONTEXT is ignored: http_calls must be an integer from"
                                    + " 0 to 1000000000.");
        }
    }

    @Test
    void reported_aLinkInstead_isNotFollowed() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "{\"http_calls\": 1}");
        try (ContextFile context = ContextFile.create(folder, "1")) {
            Files.delete(context.path());
            Files.createSymbolicLink(context.path(), other);

            assertThat(context.reported(warnings)).isEqualTo(new Calls(0, 0));
            assertThat(warnings).hasSize(1);
        }
        assertThat(other).exists();
    }

    @Test
    void reported_aPipeInstead_isNotWaitedFor() throws Exception {
        try (ContextFile context = ContextFile.create(folder, "1")) {
            Files.delete(context.path());
            assertThat(new ProcessBuilder("mkfifo", context.path().toString())
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(context.reported(warnings)).isEqualTo(new Calls(0, 0));
            assertThat(warnings).singleElement().asString().contains("no regular file any more");
        }
    }

    @Test
    void sweep_removesCopiesOfScriptsThatTheDeadLeft() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path outside = Files.writeString(folder.resolve("outside"), "kept");
        Path copy = Files.createDirectories(folder.resolve("run").resolve(dead.pid() + "-1-a/tools"));
        Files.createSymbolicLink(copy.resolve("link"), outside);

        ContextFile.sweep(folder.resolve("run"));

        assertThat(folder.resolve("run")).isEmptyDirectory();
        assertThat(outside).hasContent("kept");
    }

    @Test
    void sweep_removesWhatTheDeadLeft_only() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createFile(folder.resolve(dead.pid() + "-1-a.json"));
        Path alive = Files.createFile(folder.resolve(ProcessHandle.current().pid() + "-1-a.json"));
        Path other = Files.createFile(folder.resolve("notes.json"));

        ContextFile.sweep(folder);
        ContextFile.sweep(folder.resolve("missing"));

        assertThat(left).doesNotExist();
        assertThat(alive).exists();
        assertThat(other).exists();
    }

    private Calls reported(String content) throws IOException {
        try (ContextFile context = ContextFile.create(folder, "1")) {
            Files.writeString(context.path(), content);
            return context.reported(warnings);
        }
    }
}
