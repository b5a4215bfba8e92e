package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.items.run.ItemBench.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunYamlToolsTest {
    @TempDir
    Path folder;

    private ItemBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
    }

    @Test
    void subprocess_placeholders_stayOneArgumentEach() throws Exception {
        bench.item("tools/say.yaml", """
                tool_id: say
                version: "1.0.0"
                executor_id: subprocess
                parameters:
                  - {name: text, type: string, required: true}
                  - {name: times, type: integer, default: 2}
                  - {name: note, type: string}
                  - {name: extra, type: array}
                config:
                  command: sh
                  args: ["-c", 'for a in "$@"; do echo "<$a>"; done; cat', "sh", "{text}", "n={times}", "{note}", "a{note}b",
                         "{other}", "${HOME_OF_TEST}", "${NOT_SET:-default}", '{"a":1}']
                  env: {WORD: "{text}", CANDOR: no}
                """);
        bench.environment.put("HOME_OF_TEST", "{text}");

        Result result = bench.run("say", "{'text':'a b ${HOME} {times} $(id)','extra':[1]}");

        assertThat(result.text("stdout"))
                .isEqualTo("<a b ${HOME} {times} $(id)>\n<n=2>\n<ab>\n<{other}>\n<{text}>\n<default>\n<{\"a\":1}>\n"
                        + "<--extra>\n<[1]>\n"
                        + "{\"extra\":[1],\"text\":\"a b ${HOME} {times} $(id)\",\"times\":2}");
        assertThat(result.text("item_id")).isEqualTo("say");
        assertThat(result.number("subprocess_calls")).isEqualTo(1);
    }

    @Test
    void subprocess_folderEnvironmentInputAndTimeout_areTheTools() throws Exception {
        Files.createDirectories(bench.project.resolve("sub"));
        bench.item("tools/full.yaml", """
                executor_id: subprocess
                parameters: {type: object, properties: {who: {type: string, default: you}}}
                config:
                  command: [sh, -c]
                  args: ["pwd; echo $WORD; cat"]
                  cwd: sub
                  env: {WORD: "hello {who}"}
                  input_data: "dear {who}"
                """);
        bench.item("tools/slow.yaml", "executor_id: subprocess\nconfig: {command: sleep, args: [313], timeout: 0.2}\n");

        assertThat(bench.run("full", "{}").text("stdout"))
                .isEqualTo(bench.project.resolve("sub") + "\nhello you\ndear you");
        assertThat(bench.run("slow", "{}").text("error")).isEqualTo("not done within 0.2 s");
    }

    @Test
    void placeholders_thatMakeTooMuch_areRefusedWhileFilling() throws Exception {
        String many = "{x}".repeat(2000);
        String tool = "executor_id: subprocess\nparameters: [{name: x, type: string}]\n";
        bench.item("tools/entry.yaml", tool + "config: {command: touch, args: [\"" + many + "\"]}\n");
        bench.item("tools/input.yaml", tool + "config: {command: touch, args: [ran], input_data: \"" + many + "\"}\n");
        bench.item(
                "tools/entries.yaml", tool + "config: {command: touch, args: [" + "\"{x}{x}\",".repeat(2000) + "]}\n");
        bench.item("tools/sums.yaml", tool + "config: {command: touch, args: [" + "\"{x}\",".repeat(50) + "]}\n");
        String tooLong =
                "INVALID_ARGUMENTS params-invalid: params are not what the item takes: filled in, they would make"
                        + " too long a text: one argument, header or address may have 131071 characters, all texts together"
                        + " 4194304. Nothing was run.";
        String large = "{'x':'" + "y".repeat(200_000) + "'}";

        assertThat(bench.refusal("entry", large)).isEqualTo(tooLong);
        assertThat(bench.refusal("entries", large)).isEqualTo(tooLong);
        assertThat(bench.refusal("input", large)).isEqualTo(tooLong);
        assertThat(bench.refusal("sums", "{'x':'" + "y".repeat(100_000) + "'}")).isEqualTo(tooLong);
        assertThat(bench.runs).isEmpty();
        assertThat(bench.project.resolve("ran")).doesNotExist();
    }

    @Test
    void parameters_areCheckedBeforeAnythingStarts() throws Exception {
        bench.item(
                "tools/t.yaml",
                "executor_id: subprocess\nparameters: [{name: n, type: integer, required: true}]\n"
                        + "config: {command: touch, args: [ran]}\n");

        assertThat(bench.refusal("t", "{'n':'1','m':2}"))
                .isEqualTo("INVALID_ARGUMENTS params-invalid: params are not what the item takes: n must be integer,"
                        + " found \"1\"; unknown: \"m\" (it takes n). Nothing was run.");
        assertThat(bench.project.resolve("ran")).doesNotExist();
        assertThat(bench.runs).isEmpty();
    }

    @Test
    void command_thatIsNotThere_isAFailure() throws Exception {
        bench.item("tools/t.yaml", "executor_id: subprocess\nconfig: {command: no-such-program}\n");

        Result result = bench.run("t", "{}");

        assertThat(result.text("outcome")).isEqualTo("failure");
        assertThat(result.text("error")).startsWith("cannot start no-such-program: ");
        assertThat(bench.runs).hasSize(1);
    }

    @Test
    void folderToWorkIn_thatIsNotThere_isNamed() throws Exception {
        bench.item("tools/t.yaml", "executor_id: subprocess\nconfig: {command: pwd, cwd: sub/none}\n");

        assertThat(bench.run("t", "{}").text("error"))
                .isEqualTo("cannot start pwd: there is no folder " + bench.project.resolve("sub/none") + " to work in");
    }

    @Test
    void pythonRuntime_runsTheScriptBesideIt() throws Exception {
        bench.item("tools/a/pair.yaml", "executor_id: python_runtime\nparameters: [{name: x, default: 3}]\n");
        bench.item("tools/a/pair.py", "import sys; print(sys.argv[1:])\n");
        bench.item("tools/b/entry.yaml", "executor_id: python_runtime\nmanifest: {entrypoint: lib/main.py}\n");
        bench.item("tools/b/lib/main.py", "print('main')\n");
        bench.item(
                "tools/c/leaves.yaml", "executor_id: python_runtime\nconfig: {entrypoint: ../../../../outside.py}\n");
        Files.writeString(folder.resolve("outside.py"), "print('outside')\n");

        assertThat(bench.run("a/pair", "{}").text("stdout")).isEqualTo("['--x', '3']\n");
        assertThat(bench.run("b/entry", "{}").text("stdout")).isEqualTo("main\n");
        assertThat(bench.refusal("c/leaves", "{}"))
                .startsWith("REFUSED item-outside: ")
                .endsWith("/tools/c/../../../../outside.py is not in " + bench.project.resolve(".ai/tools")
                        + ". Items must lie in their folder: copy it there.");
    }

    @Test
    void whatCannotBeRun_saysWhyAndWhere() throws Exception {
        bench.item("tools/docker.yaml", "executor_id: docker\n");
        bench.item("tools/none.yaml", "tool_id: none\n");
        bench.item("tools/broken.yaml", "executor_id: subprocess\nconfig: [\n");
        bench.item("tools/twice.yaml", "executor_id: subprocess\nexecutor_id: subprocess\n");
        bench.item("tools/nocommand.yaml", "executor_id: subprocess\nconfig: {args: [a]}\n");
        bench.item("tools/env.yaml", "executor_id: subprocess\nconfig: {command: a, env: {CANDOR_X: 1}}\n");
        bench.item("tools/time.yaml", "executor_id: subprocess\nconfig: {command: a, timeout: -1}\n");

        assertThat(bench.refusal("docker", "{}"))
                .contains("executor-unsupported: executor_id must be one of subprocess, http_client, python_runtime,"
                        + " node_runtime, found 'docker'");
        assertThat(bench.refusal("none", "{}")).contains("executor-unsupported").contains("found ''");
        assertThat(bench.refusal("broken", "{}"))
                .contains("REFUSED item-invalid")
                .contains("line 3, column 1: ");
        assertThat(bench.refusal("twice", "{}"))
                .contains("line 2, column 1: the key executor_id stands here a second time");
        assertThat(bench.refusal("nocommand", "{}")).contains("config.command must name a program");
        assertThat(bench.refusal("env", "{}")).contains("config.env cannot set 'CANDOR_X'");
        assertThat(bench.refusal("time", "{}")).contains("config.timeout must be a number of seconds");
    }
}
