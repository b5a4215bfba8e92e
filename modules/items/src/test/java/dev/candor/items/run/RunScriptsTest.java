package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candor.aggregatestore.Execution;
import dev.candor.aggregatestore.ItemType;
import dev.candor.aggregatestore.Outcome;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolContext.Progress;
import dev.candor.foundation.capability.ToolException;
import dev.candor.items.run.ItemBench.Result;
import dev.candor.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunScriptsTest {
    private static final String PYTHON = """
            import json, sys
            print(json.dumps({"argv": sys.argv[1:], "stdin": json.load(sys.stdin)}, sort_keys=True))
            """;

    @TempDir
    Path folder;

    private ItemBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
    }

    @Test
    void script_python_getsParametersTwice() throws Exception {
        bench.item("tools/web/echo.py", PYTHON);

        Result result = bench.run("web/echo", "{'url':'a b;$(id)','deep_er':2,'flag':true,'list':[1,'x'],'none':null}");

        assertThat(result.text("outcome")).isEqualTo("success");
        assertThat(result.text("stdout"))
                .isEqualTo(
                        "{\"argv\": [\"--url\", \"a b;$(id)\", \"--deep_er\", \"2\", \"--flag\", \"true\", \"--list\","
                                + " \"[1,\\\"x\\\"]\"], \"stdin\": {\"deep_er\": 2, \"flag\": true, \"list\": [1, \"x\"], \"none\": null,"
                                + " \"url\": \"a b;$(id)\"}}\n");
        assertThat(result.number("exit_code")).isZero();
        assertThat(result.json("error")).isEqualTo("null");
        assertThat(result.number("subprocess_calls")).isEqualTo(1);
        assertThat(result.number("http_calls")).isZero();
        assertThat(result.is("recorded")).isTrue();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void script_byShebang_notByEnding() throws Exception {
        bench.item("tools/odd.py", "#!/bin/sh\necho shell \"$CANDOR_ITEM\" \"$@\"\n");
        bench.item("tools/env.sh", "#!/usr/bin/env -S python3 -u\nprint('python')\n");

        assertThat(bench.run("odd", "{'a':1}").text("stdout"))
                .isEqualTo("shell " + bench.project.resolve(".ai/tools/odd.py") + " --a 1\n");
        assertThat(bench.run("env", "{}").text("stdout")).isEqualTo("python\n");
    }

    @Test
    void script_node_runs() throws Exception {
        assumeTrue(System.getenv("PATH")
                .lines()
                .anyMatch(path -> List.of(path.split(":", -1)).stream()
                        .anyMatch(one -> Files.isExecutable(Path.of(one, "node")))));
        bench.item("tools/js.js", "console.log(process.argv.slice(2).join(' '))\n");

        assertThat(bench.run("js", "{'x':'y'}").text("stdout")).isEqualTo("--x y\n");
    }

    @Test
    void program_withoutEnding_runsWhenItMay() throws Exception {
        Path program = bench.item("tools/prog", "#!/bin/sh\necho program\n");
        Path plain = bench.item("tools/plain", "echo\n");

        assertThat(bench.run("prog", "{}").text("stdout")).isEqualTo("program\n");
        assertThat(program).isRegularFile();
        assertThat(bench.refusal("plain", "{}"))
                .startsWith("REFUSED item-invalid: ")
                .contains("no first line");
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rwx------"));
        // what no kernel knows how to run is the shell's, as with execvp(3)
        assertThat(bench.run("plain", "{}").text("outcome")).isEqualTo("success");
    }

    @Test
    void script_works_inTheProjectElseBesideItself() throws Exception {
        bench.item("tools/a/where.sh", "pwd\n");
        Path own = Files.createDirectories(bench.user.resolve("tools/mine"));
        Files.writeString(own.resolve("here.sh"), "pwd\n");

        assertThat(bench.run("where", "{}").text("stdout")).isEqualTo(bench.project + "\n");
        assertThat(bench.call("{'item_type':'tool','item_id':'here'}").text("stdout"))
                .isEqualTo(own + "\n");
    }

    @Test
    void script_environment_isTheCallersWithoutWhatIsOurs() throws Exception {
        bench.environment.put("CANDOR_ENVIRON", "1");
        bench.environment.put("CANDOR_SIGBLK", "0");
        bench.environment.put("CANDOR_TOKEN", "secret");
        bench.environment.put("GREETING", "grüezi");
        bench.item(
                "tools/env.sh", "env | grep -E '^(CANDOR_|GREETING)' | sort; ls -l \"$CANDOR_CONTEXT\" | cut -c1-10\n");

        assertThat(bench.run("env", "{}").text("stdout"))
                .matches("CANDOR_CONTEXT=" + bench.user + "/telemetry/run/[0-9a-f-]+\\.json\nCANDOR_ITEM="
                        + bench.project + "/.ai/tools/env.sh\nGREETING=grüezi\n-rw-------\n");
        assertThat(bench.user.resolve("telemetry/run")).isEmptyDirectory();
    }

    @Test
    void script_reports_callsOfItsOwn() throws Exception {
        bench.item("tools/calls.sh", "printf '{\"http_calls\":12,\"subprocess_calls\":3}' > \"$CANDOR_CONTEXT\"\n");
        bench.item("tools/nonsense.sh", "echo nonsense > \"$CANDOR_CONTEXT\"\n");

        Result result = bench.run("calls", "{}");
        assertThat(result.number("http_calls")).isEqualTo(12);
        assertThat(result.number("subprocess_calls")).isEqualTo(4);
        assertThat(bench.runs.getFirst().httpCalls()).isEqualTo(12);
        assertThat(bench.run("nonsense", "{}").warnings())
                .singleElement()
                .asString()
                .contains("What the item wrote to CANDOR_CONTEXT is ignored");
    }

    @Test
    void script_thatFails_isAResult() throws Exception {
        Path file = bench.item(
                "tools/x/fails.sh", "# version: 2\necho out; echo 'first' >&2; echo 'the reason' >&2; exit 7\n");
        bench.item("tools/silent.sh", "exit 5\n");

        Result result = bench.run("fails", "{}");

        assertThat(result.text("outcome")).isEqualTo("failure");
        assertThat(result.number("exit_code")).isEqualTo(7);
        assertThat(result.text("error")).isEqualTo("the reason");
        assertThat(result.text("stderr")).isEqualTo("first\nthe reason\n");
        assertThat(result.text("item_id")).isEqualTo("x/fails@2");
        assertThat(result.text("path")).isEqualTo(file.toString());
        Execution run = bench.runs.getFirst();
        assertThat(run.itemId()).isEqualTo("x/fails@2");
        assertThat(run.itemType()).isEqualTo(ItemType.TOOL);
        assertThat(run.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(run.error()).contains("the reason");
        assertThat(run.path()).contains(file.toString());
        assertThat(run.durationMs()).isEqualTo(result.number("duration_ms"));
        assertThat(bench.run("silent", "{}").text("error")).isEqualTo("exit code 5");
    }

    @Test
    void script_overTime_isEndedAndRecorded() throws Exception {
        bench.item("tools/slow.sh", "echo begun; sleep 310\n");

        Result result = bench.call(
                "{'item_type':'tool','item_id':'slow','project_path':'" + bench.project + "','timeout_s':0.3}");

        assertThat(result.text("outcome")).isEqualTo("timeout");
        assertThat(result.text("error")).isEqualTo("not done within 0.3 s");
        assertThat(result.text("stdout")).isEqualTo("begun\n");
        assertThat(result.json("exit_code")).isEqualTo("null");
        assertThat(bench.runs.getFirst().outcome()).isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void script_cancelled_isEndedAndRecorded() throws Exception {
        bench.item("tools/slow.sh", "touch up; sleep 311\n");
        Cancellation cancellation = new Cancellation();
        Thread canceller = Thread.ofPlatform().start(() -> {
            Await.until(() -> Files.exists(bench.project.resolve("up")));
            cancellation.cancel();
        });

        Result result = bench.call(
                "{'item_type':'tool','item_id':'slow','project_path':'" + bench.project + "'}",
                new ToolContext(cancellation, progress -> {
                    throw new IllegalStateException("the listener has gone");
                }));
        canceller.join();

        assertThat(result.text("outcome")).isEqualTo("cancelled");
        assertThat(result.text("error")).isEqualTo("cancelled by the caller");
        assertThat(bench.runs.getFirst().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void progress_tellsEveryPhase_andTimeFromTheCallOn() throws Exception {
        bench.item("tools/x/talks.sh", "echo one; sleep 0.6; echo two; sleep 0.6\n");
        List<Progress> told = Collections.synchronizedList(new ArrayList<>());

        Result result = bench.call(
                "{'item_type':'tool','item_id':'talks','project_path':'" + bench.project + "'}",
                new ToolContext(new Cancellation(), told::add));

        assertThat(told)
                .extracting(progress -> progress.phase() + ": " + progress.message())
                .startsWith("finding: tool talks", "starting: sh")
                .contains("running: one", "running: two")
                .endsWith("ending: exit code 0");
        assertThat(told).isSortedAccordingTo(Comparator.comparing(Progress::elapsed));
        assertThat(result.number("duration_ms")).isBetween(1200L, 30_000L);
    }

    @Test
    void cancellation_whileTheItemIsLookedFor_runsNothing() throws Exception {
        bench.item("tools/t.sh", "touch ran\n");
        Cancellation cancellation = new Cancellation();
        ToolContext context = new ToolContext(cancellation, progress -> {
            if (progress.phase().equals("finding")) {
                cancellation.cancel();
            }
        });

        assertThatThrownBy(() -> bench.call(
                        "{'item_type':'tool','item_id':'t','project_path':'" + bench.project + "'}", context))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("cancelled"));
        assertThat(bench.project.resolve("ran")).doesNotExist();
        assertThat(bench.runs).isEmpty();
    }

    @Test
    void cancellation_betweenFindingAndStarting_isRecorded() throws Exception {
        bench.item("tools/t.sh", "touch ran\n");
        Cancellation cancellation = new Cancellation();
        ToolContext context = new ToolContext(cancellation, progress -> {
            if (progress.phase().equals("starting")) {
                cancellation.cancel();
            }
        });

        Result result =
                bench.call("{'item_type':'tool','item_id':'t','project_path':'" + bench.project + "'}", context);

        assertThat(result.text("outcome")).isEqualTo("cancelled");
        assertThat(bench.runs).singleElement().extracting(Execution::outcome).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void script_muchOutput_isCutAndMarked() throws Exception {
        bench.item("tools/much.sh", "yes | head -c 1000000; echo end >&2\n");

        Result result = bench.run("much", "{}");

        assertThat(result.is("stdout_truncated")).isTrue();
        assertThat(result.is("stderr_truncated")).isFalse();
        assertThat(result.text("stdout"))
                .hasSizeLessThan(10_100)
                .endsWith("\n[truncated: the first 10000 of 1000000 bytes are shown]");
    }

    @Test
    void script_leavingADaemon_losesIt() throws Exception {
        bench.item("tools/daemon.sh", "setsid sleep 312 & echo ok\n");

        assertThat(bench.run("daemon", "{}").warnings())
                .containsExactly("\"Processes that the item left running were ended: 1.\"");
    }

    @Test
    void params_thatCannotBeArguments_areRefused() throws Exception {
        Path ran = bench.item("tools/t.sh", "touch ran\n").resolveSibling("ran");

        assertThat(bench.refusal("t", "{'a-b':1,'-c':2}")).startsWith("INVALID_ARGUMENTS params-invalid: ");
        assertThat(bench.refusal("t", "{'a':'\\u0000'}")).contains("a must not contain the character NUL");
        assertThat(bench.refusal("t", "{'a':'" + "x".repeat(131_072) + "'}")).contains("a may have 131071 bytes");
        assertThat(bench.runs).isEmpty();
        assertThat(ran).doesNotExist();
    }

    @Test
    void runs_moreThanAllowedAtATime_areRefused() throws Exception {
        bench.item("tools/wait.sh", "touch up$2; while [ ! -e go ]; do sleep 0.01; done\n");
        RunWithTelemetry tool = bench.tool();
        String call = "{'item_type':'tool','item_id':'wait','project_path':'" + bench.project + "','params':{'n':N}}";
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                String own = call.replace("N", Integer.toString(i));
                calls.add(pool.submit(() -> tool.call(ItemBench.request(own), ToolContext.unattended())));
                Path up = bench.project.resolve("up" + i);
                Await.until(() -> Files.exists(up));
            }
            Optional<ToolException> refusal = Optional.empty();
            try {
                tool.call(ItemBench.request(call.replace("N", "3")), ToolContext.unattended());
            } catch (ToolException e) {
                refusal = Optional.of(e);
            }
            Files.createFile(bench.project.resolve("go"));
            for (Future<?> one : calls) {
                one.get();
            }

            assertThat(refusal.orElseThrow().kind()).isEqualTo(ToolException.Kind.BUSY);
            assertThat(refusal.orElseThrow().code()).isEqualTo("too-many-runs");
            assertThat(tool.call(ItemBench.request(call.replace("N", "4")), ToolContext.unattended()))
                    .isNotNull();
        }
    }
}
