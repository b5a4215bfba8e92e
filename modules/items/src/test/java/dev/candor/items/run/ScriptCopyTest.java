package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts are run from a private copy, and find what they name relative to themselves. */
@Timeout(60)
class ScriptCopyTest {
    @TempDir
    Path folder;

    private ItemBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
    }

    private String stdout(String id) throws Exception {
        ItemBench.Result result = bench.run(id, "{}");
        assertThat(result.text("outcome")).as(result.text("stderr")).isEqualTo("success");
        return result.text("stdout");
    }

    @Test
    void shell_sourcesWhatLiesBesideAndAboveIt() throws Exception {
        bench.item("tools/web/lib.sh", "greet() { echo \"hello $1\"; }\n");
        Files.writeString(bench.project.resolve("VERSION"), "7\n");
        bench.item("tools/web/head.sh", """
                here=$(dirname "$0")
                . "$here/lib.sh"
                greet "$(basename "$0")"
                cat "$here/../../../VERSION"
                """);

        assertThat(stdout("web/head")).isEqualTo("hello head.sh\n7\n");
    }

    @Test
    void python_importsWhatLiesBesideIt() throws Exception {
        bench.item("tools/web/helper.py", "NAME = 'helper'\n");
        bench.item("tools/web/head.py", """
                import os, pathlib, helper
                print(helper.NAME, pathlib.Path(__file__).name, os.environ["CANDOR_ITEM"])
                """);

        assertThat(stdout("web/head"))
                .isEqualTo("helper head.py " + bench.project.resolve(".ai/tools/web/head.py") + "\n");
    }

    @Test
    void program_isCopiedWithTheRightToBeExecuted() throws Exception {
        Path program = bench.item("tools/prog", "echo program\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        for (int i = 0; i < 20; i++) {
            assertThat(stdout("prog")).isEqualTo("program\n");
        }
    }

    @Test
    void copy_isPrivate_andGoneAfterTheRunWithWhatWasWrittenBesideIt() throws Exception {
        bench.item("tools/web/data.txt", "data\n");
        bench.item("tools/web/head.sh", """
                cd "$(dirname "$0")" && touch mine && mkdir -p a/b && chmod 0 a/b
                ls -ld "$0" . | cut -c1-10
                """);

        assertThat(stdout("web/head")).isEqualTo("drwx------\n-rwx------\n");
        assertThat(bench.user.resolve("telemetry/run")).isEmptyDirectory();
        assertThat(bench.project.resolve(".ai/tools/web")).isDirectoryNotContaining("glob:**/{mine,a}");
        assertThat(bench.project.resolve(".ai/tools/web/data.txt")).hasContent("data");
    }

    @Test
    void yamlTool_runsACopyOfItsScript() throws Exception {
        bench.item("tools/web/head.yaml", "tool_id: head\nexecutor_id: python_runtime\n");
        bench.item("tools/web/head.py", "import os; print(os.environ['CANDOR_ITEM'])\n");

        assertThat(stdout("web/head")).isEqualTo(bench.project.resolve(".ai/tools/web/head.py") + "\n");
    }
}
