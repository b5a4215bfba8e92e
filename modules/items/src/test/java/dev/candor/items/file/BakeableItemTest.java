package dev.candor.items.file;

import static dev.candor.items.file.BakingBench.FEW;
import static dev.candor.items.file.BakingBench.FEW_HASH;
import static dev.candor.items.file.BakingBench.FEW_YAML;
import static dev.candor.items.file.BakingBench.MANY;
import static dev.candor.items.file.BakingBench.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.items.file.BakeableItem.Change;
import dev.candor.items.file.BakeableItem.Result;
import dev.candor.items.file.BakeableItem.SignatureState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BakeableItemTest {
    private static final String FEW_SLASH = FEW_HASH.replace("# ", "// ");

    @TempDir
    Path folder;

    private BakingBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new BakingBench(folder);
    }

    @Test
    void frontMatter_getsAKeyAtItsEnd() throws Exception {
        assertThat(bench.baked("knowledge/a.md", "---\nid: a\nnote: |\n  telemetry:\n\n---\n\nBody\n"))
                .isEqualTo("---\nid: a\nnote: |\n  telemetry:\n\n" + FEW_YAML + "---\n\nBody\n");
    }

    @Test
    void frontMatter_thatIsMissing_isMade() throws Exception {
        String made = "---\n" + FEW_YAML + "---\n\n";

        assertThat(bench.baked("knowledge/a.md", "# Title\n")).isEqualTo(made + "# Title\n");
        assertThat(bench.baked("knowledge/a.md", "\nText")).isEqualTo(made + "\nText");
        assertThat(bench.baked("knowledge/a.md", "")).isEqualTo(made);
        assertThat(bench.baked("knowledge/a.md", "---\nnever closed\n")).isEqualTo(made + "---\nnever closed\n");
    }

    @Test
    void frontMatter_thatIsEmpty_isEmptyAgainAfterwards() throws Exception {
        for (String text : List.of("---\n---\nText\n", "---\n---\n\nText\n", "---\n\n \n---\n", "---\n---")) {
            assertThat(bench.baked("knowledge/a.md", text)).contains("telemetry: # in front matter that was empty\n");
        }
    }

    @Test
    void lineEndsAndByteOrderMark_stayAsTheyAre() throws Exception {
        String mark = "\u00EF\u00BB\u00BF";

        assertThat(bench.baked("knowledge/a.md", mark + "---\r\nid: a\r\n---\r\nText\r\n"))
                .isEqualTo(mark + "---\r\nid: a\r\n" + FEW_YAML.replace("\n", "\r\n") + "---\r\nText\r\n");
        assertThat(bench.baked("tools/a.sh", "#!/bin/sh\r\necho\r\n"))
                .isEqualTo("#!/bin/sh\r\n" + FEW_HASH.replace("\n", "\r\n") + "echo\r\n");
        assertThat(bench.baked("tools/a.py", mark + "print()\n")).isEqualTo(mark + FEW_HASH + "print()\n");
    }

    @Test
    void yamlTool_getsAKeyAtItsEnd() throws Exception {
        assertThat(bench.baked("tools/a.yaml", "tool_id: a\n# the end\n"))
                .isEqualTo("tool_id: a\n# the end\n" + FEW_YAML);
        assertThat(bench.baked("tools/a.yml", "tool_id: a")).isEqualTo("tool_id: a\n" + FEW_YAML.stripTrailing());
    }

    @Test
    void yamlTool_whereNothingMayFollowTheLastKey_getsItBeforeTheFirst() throws Exception {
        assertThat(bench.baked("tools/a.yaml", "# A\n--- \ntool_id: a\n...\n"))
                .isEqualTo("# A\n--- \n" + FEW_YAML + "tool_id: a\n...\n");
        assertThat(bench.baked("tools/a.yaml", "tool_id: a\ntext: |\n  no newline"))
                .isEqualTo(FEW_YAML + "tool_id: a\ntext: |\n  no newline");
    }

    @Test
    void script_getsCommentsBehindWhatMustStandFirst() throws Exception {
        assertThat(bench.baked(
                        "tools/a.py", "#!/usr/bin/env python3\n# -*- coding: latin-1 -*-\n\"\"\"D\u00E9.\"\"\"\n"))
                .isEqualTo("#!/usr/bin/env python3\n# -*- coding: latin-1 -*-\n" + FEW_HASH + "\"\"\"D\u00E9.\"\"\"\n");
        assertThat(bench.baked("tools/a.py", "# By us.\n# coding: latin-1\nprint()\n"))
                .isEqualTo("# By us.\n# coding: latin-1\n" + FEW_HASH + "print()\n");
        for (String first : List.of("\n", " \t\f\r\n", "  # indented\n", "\f#\n")) {
            String head = first + " # vim: set fileencoding=latin-1 :\n";
            String block = first.endsWith("\r\n") ? FEW_HASH.replace("\n", "\r\n") : FEW_HASH;
            assertThat(bench.baked("tools/e.py", head + "print()\n")).isEqualTo(head + block + "print()\n");
        }
        assertThat(bench.baked("tools/f.py", "x = 1\n# coding: latin-1\n"))
                .isEqualTo(FEW_HASH + "x = 1\n# coding: latin-1\n");
        assertThat(bench.baked("tools/a.mjs", "export default 1;\n")).isEqualTo(FEW_SLASH + "export default 1;\n");
        assertThat(bench.baked("tools/a", "#!/usr/bin/env -S node --no-warnings\n//   deeper\n"))
                .isEqualTo("#!/usr/bin/env -S node --no-warnings\n" + FEW_SLASH + "//   deeper\n");
        assertThat(bench.baked("tools/b", "#!/bin/sh")).isEqualTo("#!/bin/sh\n" + FEW_HASH.stripTrailing());
        assertThat(bench.baked("tools/c.sh", "")).isEqualTo(FEW_HASH);
    }

    @Test
    void bake_again_replacesInPlace() throws Exception {
        Path file = bench.item("tools/a.yaml", "tool_id: a\n");
        bench.bake(file, FEW);
        Files.writeString(file, content(file) + "# added later\n");

        assertThat(bench.bake(file, MANY)).isEqualTo(new Result(Change.REBAKED, SignatureState.NONE));
        assertThat(content(file)).isEqualTo("""
                tool_id: a
                telemetry:
                  total_runs: 123456
                  success_count: 118000
                  failure_count: 5000
                  success_rate: 0.956
                  avg_duration_ms: 1250
                  last_run: null
                # added later
                """);
        bench.unbake(file);
        assertThat(content(file)).isEqualTo("tool_id: a\n# added later\n");
    }

    @Test
    void bake_theSame_writesNothing() throws Exception {
        Path file = bench.item("tools/a.yaml", "tool_id: a\n");
        bench.bake(file, FEW);
        Object before = Files.getAttribute(file, "unix:ino");

        assertThat(bench.bake(file, FEW).change()).isEqualTo(Change.UNCHANGED);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
    }

    @Test
    void unbake_whereThereIsNothing_changesNothing() throws Exception {
        Path file = bench.item("tools/a.sh", "#!/bin/sh\n");

        assertThat(bench.unbake(file)).isEqualTo(new Result(Change.UNCHANGED, SignatureState.NONE));
    }

    @Test
    void dryRun_saysWhatWouldBe() throws Exception {
        Path file = bench.item("tools/a.sh", "#!/bin/sh\n");

        assertThat(bench.open(file).bake(FEW, true).change()).isEqualTo(Change.BAKED);
        assertThat(content(file)).isEqualTo("#!/bin/sh\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rw-r-----", "rwx------"})
    void mode_isKept(String mode) throws Exception {
        Path file = bench.item("tools/a.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        bench.bake(file, FEW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(mode);
        assertThat(BakingBench.besides(file)).containsExactly("a.sh");
    }

    @Test
    void hash_thatStatisticsAreKeptUnder_staysTheSame() throws Exception {
        Path file = bench.item("tools/a.sh", "#!/bin/sh\n#   deeper than the heading\necho\n");
        String identity = bench.open(file).identity();

        bench.bake(file, FEW);

        assertThat(bench.open(file).identity()).isEqualTo(identity).isEqualTo(BakingBench.sha256("""
                #!/bin/sh
                #   deeper than the heading
                echo
                """));
    }
}
