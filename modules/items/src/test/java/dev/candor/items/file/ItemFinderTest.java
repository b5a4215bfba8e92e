package dev.candor.items.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("its processes must not be taken for those of an item that another test runs")
class ItemFinderTest {
    @TempDir
    Path folder;

    private Items items;

    @BeforeEach
    void setUp() throws IOException {
        items = Items.in(folder);
    }

    @Test
    void find_inProjectAndUserPath_theProjectWins() throws Exception {
        items.inUser("tools/hello.sh", "echo user");
        Path own = items.inProject("tools/hello.sh", "echo project");

        assertThat(items.find(ItemType.TOOL, "hello").file().path()).isEqualTo(own);
    }

    @Test
    void find_onlyInTheUserPath_isFoundThere() throws Exception {
        Path file = items.inUser("knowledge/a/b/fact.md", "x");

        assertThat(items.find(ItemType.KNOWLEDGE, "a/b/fact").file().path()).isEqualTo(file);
    }

    @Test
    void find_withoutCategory_searchesTheFolders() throws Exception {
        Path file = items.inProject("tools/web/deep/scraper.py", "print(1)");

        assertThat(items.find(ItemType.TOOL, "scraper").file().path()).isEqualTo(file);
    }

    @Test
    void find_byTheNameInTheMetadata_alsoWithCategory() throws Exception {
        Path file = items.inUser("knowledge/api-facts/youtube.md", "---\nid: kb-yt\nversion: 1.0\n---\nText\n");

        assertThat(items.find(ItemType.KNOWLEDGE, "kb-yt").file().path()).isEqualTo(file);
        assertThat(items.find(ItemType.KNOWLEDGE, "api-facts/kb-yt@1.0").file().path())
                .isEqualTo(file);
    }

    @Test
    void find_severalOfThatName_isRefusedNamingThem() throws Exception {
        for (int i = 1; i <= 7; i++) {
            items.inProject("tools/c" + i + "/same.sh", "echo");
        }

        assertThatThrownBy(() -> items.find(ItemType.TOOL, "same"))
                .hasMessage("'same' means 7 items: c1/same.sh, c2/same.sh, c3/same.sh, c4/same.sh, c5/same.sh."
                        + " Name the category, or the file with its ending.");
    }

    @Test
    void find_severalOfThatName_areNotRead() throws Exception {
        items.inProject("tools/a/same.sh", "#".repeat(ItemRoot.MAX_BYTES + 1));
        items.inProject("tools/b/same.sh", "#".repeat(ItemRoot.MAX_BYTES + 1));

        assertThat(code("same")).isEqualTo("item-ambiguous");
        assertThat(code("a/same")).isEqualTo("item-too-large");
    }

    @Test
    void find_severalVersionsOfThatName_areReadWithinABound() throws Exception {
        for (int i = 1; i <= 3; i++) {
            items.inProject("tools/v" + i + "/same.sh", "# version: " + i + "\n");
        }
        Path second = items.project().resolve(".ai/tools/v2/same.sh");
        assertThat(items.find(ItemType.TOOL, "same@2").file().path()).isEqualTo(second);
        assertThatThrownBy(() -> items.find(ItemType.TOOL, "same@4")).hasMessageContaining("here is 1, 2, 3.");

        for (int i = 1; i <= 64; i++) {
            lengthened(items.inProject("tools/w" + i + "/same.sh", "# version: 9\n"));
        }

        assertThatThrownBy(() -> items.find(ItemType.TOOL, "same@4"))
                .hasMessageContaining("means 67 items: v1/same.sh");
    }

    @Test
    void find_byMetadataBehindMuchToRead_saysHowFarItLooked() throws Exception {
        lengthened(items.inProject("knowledge/a/large.md", "Text\n"));
        lengthened(items.inProject("knowledge/a/larger.md", "Text\n".repeat(ItemRoot.MAX_BYTES)));
        Path last = items.inProject("knowledge/z.md", "---\nid: wanted\n---\nText\n");
        assertThat(items.find(ItemType.KNOWLEDGE, "wanted").file().path()).isEqualTo(last);

        for (int i = 1; i <= 64; i++) {
            lengthened(items.inProject("knowledge/b/large" + i + ".md", "Text\n"));
        }

        assertThatThrownBy(() -> items.find(ItemType.KNOWLEDGE, "wanted"))
                .hasMessageContaining(".ai/knowledge (not in all files: they have more than 64 MiB), then ");
    }

    /** As long as an item may be, without using that much of the disk. */
    private static void lengthened(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(Math.max(open.length(), ItemRoot.MAX_BYTES));
        }
    }

    @Test
    void find_severalEndings_theFileNameDecides() throws Exception {
        items.inProject("tools/same.sh", "echo");
        Path python = items.inProject("tools/same.py", "print(1)");

        assertThat(code("same")).isEqualTo("item-ambiguous");
        assertThat(items.find(ItemType.TOOL, "same.py").file().path()).isEqualTo(python);
    }

    @Test
    void find_yamlWithItsScriptBeside_meansTheYaml() throws Exception {
        items.inProject("tools/pair.py", "print(1)");
        Path yaml = items.inProject("tools/pair.yaml", "tool_id: pair");

        assertThat(items.find(ItemType.TOOL, "pair").file().path()).isEqualTo(yaml);
    }

    @Test
    void find_nothing_saysWhereItLookedAndWhatIsNear() throws Exception {
        items.inProject("tools/web/scraper.py", "print(1)");

        assertThatThrownBy(() -> items.find(ItemType.TOOL, "scrapper"))
                .hasMessage("There is no tool 'scrapper'. Looked in "
                        + items.project().resolve(".ai/tools") + ", then "
                        + items.user().resolve("tools") + ". Near: scraper.");
    }

    @Test
    void find_otherVersion_isRefusedNamingBoth() throws Exception {
        items.inProject("tools/web/scraper.py", "__version__ = '1.2.0'\n");

        assertThat(items.find(ItemType.TOOL, "web/scraper@1.2.0")).isNotNull();
        assertThatThrownBy(() -> items.find(ItemType.TOOL, "web/scraper@2.0.0"))
                .hasMessage("Version 2.0.0 of tool 'web/scraper' was asked for, its version here is 1.2.0.");
    }

    @Test
    void find_linkedFileOutside_isRefused() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.md"), "secret");
        Files.createDirectories(items.project().resolve(".ai/knowledge"));
        Files.createSymbolicLink(items.project().resolve(".ai/knowledge/leak.md"), secret);

        assertThat(codeOf(ItemType.KNOWLEDGE, "leak")).isEqualTo("item-outside");
        assertThatThrownBy(() -> items.find(ItemType.KNOWLEDGE, "leak"))
                .hasMessageEndingWith(", by a link. Items must lie in their folder: copy it there.");
    }

    @Test
    void find_linkedFolderOutside_isRefused() throws Exception {
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(folder.resolve("elsewhere/leak.md"), "secret");
        Files.createDirectories(items.project().resolve(".ai/knowledge"));
        Files.createSymbolicLink(items.project().resolve(".ai/knowledge/sub"), folder.resolve("elsewhere"));

        assertThat(codeOf(ItemType.KNOWLEDGE, "sub/leak")).isEqualTo("item-outside");
        assertThat(codeOf(ItemType.KNOWLEDGE, "leak")).isEqualTo("item-not-found");
    }

    @Test
    void find_wholeItemFolderLinkedOutside_isRefused() throws Exception {
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(items.project().resolve(".ai"));
        Files.createSymbolicLink(items.project().resolve(".ai/tools"), folder.resolve("elsewhere"));

        assertThat(code("any")).isEqualTo("item-outside");
    }

    @Test
    void find_linkInsideTheFolder_isFollowed() throws Exception {
        Path file = items.inProject("tools/web/real.sh", "echo");
        Files.createSymbolicLink(items.project().resolve(".ai/tools/alias.sh"), file);

        assertThat(items.find(ItemType.TOOL, "alias").file().path()).isEqualTo(file);
    }

    @Test
    void find_linkToAProtectedTool_isRefused() throws Exception {
        Path file = items.inProject("tools/core/clear_telemetry.py", "print(1)");
        Files.createSymbolicLink(items.project().resolve(".ai/tools/mine.py"), file);

        assertThat(code("mine")).isEqualTo("protected-item");
        assertThat(code("clear_telemetry")).isEqualTo("item-not-found");
    }

    @Test
    void find_aHiddenFile_isNoItem() throws Exception {
        items.inProject("tools/.hid", "#!/bin/sh\n");
        items.inProject("tools/.secret.sh", "#!/bin/sh\n");

        for (String id : List.of(".hid", ".secret", ".secret.sh")) {
            assertThat(code(id)).as(id).isEqualTo("item-not-found");
        }
    }

    @Test
    void find_tooLargeOrNoFile_isRefused() throws Exception {
        items.inProject("tools/large.sh", "#".repeat(ItemRoot.MAX_BYTES + 1));
        Path pipe = items.project().resolve(".ai/tools/pipe.sh");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(code("large")).isEqualTo("item-too-large");
        assertThat(code("pipe")).isEqualTo("item-not-regular");
    }

    @Test
    void find_thatNobodyWantsAnyMore_endsAtTheNextStep() throws Exception {
        for (int i = 0; i < 300; i++) {
            items.inProject("directives/d" + i + ".md", "Text\n");
        }
        for (int steps : List.of(0, 1, 100, 350)) {
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> ItemFinder.find(
                            ItemType.DIRECTIVE,
                            ItemReference.parse(ItemType.DIRECTIVE, "missing"),
                            items.places(ItemType.DIRECTIVE),
                            () -> asked.incrementAndGet() > steps))
                    .isInstanceOfSatisfying(
                            ToolException.class, e -> assertThat(e.code()).isEqualTo("cancelled"))
                    .hasMessage("The call was cancelled while directive 'missing' was being looked for; nothing was run"
                            + " or recorded.");
            assertThat(asked.get()).isBetween(steps + 1, steps + 2);
        }
    }

    private String code(String id) {
        return codeOf(ItemType.TOOL, id);
    }

    private String codeOf(ItemType type, String id) {
        return catchThrowableOfType(ToolException.class, () -> items.find(type, id))
                .code();
    }
}
