package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.aggregatestore.Outcome;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolContext.Progress;
import dev.candor.items.run.ProcessSpec.Result;
import dev.candor.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("looks for processes and threads that are left")
@Timeout(60)
class ProcessRunTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** For scripts that go on only once this test has been told of a line. */
    private static final String HEARD = "heard() { while [ ! -e heard.$1 ]; do sleep 0.01; done; }; ";

    @TempDir
    Path folder;

    private RunLimits limits = new RunLimits(LONG, Duration.ofSeconds(1), 1000, 8);
    private final Cancellation cancellation = new Cancellation();
    private final List<Progress> progress = Collections.synchronizedList(new ArrayList<>());

    @Test
    void run_toItsEnd_givesOutputAndExitCode() {
        Result ended = run("cat; echo more; echo why >&2; exit 3", "input\n", LONG);

        assertThat(ended.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(ended.exitCode()).contains(3);
        assertThat(ended.stdout().text()).isEqualTo("input\nmore\n");
        assertThat(ended.stderr().lastLine()).isEqualTo("why");
        assertThat(ended.leftBehind()).isZero();
        assertThat(progress).extracting(Progress::phase).startsWith("starting").endsWith("ending");
    }

    @Test
    void run_inAFolderWithAnEnvironment_seesThemOnly() {
        Result ended = run("pwd; echo $HELLO $USER_OF_THIS_TEST", "", LONG);

        assertThat(ended.stdout().text()).isEqualTo(folder + "\nworld\n");
    }

    @Test
    void run_inputNobodyReads_doesNotBlock() {
        assertThat(run("exit 0", "x".repeat(1 << 20), LONG).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(run("wc -c", "x".repeat(1 << 20), LONG).stdout().text().strip())
                .isEqualTo("1048576");
    }

    @Test
    void run_endlessOutput_isReadOnAndCut() {
        Result ended = run("yes", "", Duration.ofMillis(500));

        assertThat(ended.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(ended.exitCode()).isEmpty();
        assertThat(ended.stdout().isTruncated()).isTrue();
        assertThat(ended.stdout().text()).hasSizeBetween(1000, 1100);
    }

    @Test
    void timeout_asksFirst() {
        Result ended = run("trap 'echo bye; exit 0' TERM; while :; do sleep 0.02; done", "", Duration.ofMillis(300));

        assertThat(ended.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(ended.stdout().text()).isEqualTo("bye\n");
    }

    @Test
    void timeout_thenKillsTheWholeTree() {
        Result ended = run(
                "trap '' TERM; (trap '' TERM; sleep 301 & wait) & setsid sleep 302 & while :; do sleep 303; done",
                "",
                Duration.ofMillis(300));

        assertThat(ended.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(LeftBehind.of(folder)).isEmpty();
    }

    @Test
    void exit_childrenThatHoldTheOutput_areEnded() {
        Result ended = run("sleep 304 & (setsid sleep 305 &) ; echo done", "", LONG);

        assertThat(ended.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(ended.stdout().text()).isEqualTo("done\n");
        assertThat(ended.leftBehind()).isEqualTo(2);
        assertThat(LeftBehind.of(folder)).isEmpty();
    }

    @Test
    void exit_childrenThatAreJustStarting_areEndedToo() {
        for (int i = 0; i < 50; i++) {
            assertThat(run("sleep 304 & setsid env A=1 sleep 305 & exit 0", "", LONG)
                            .leftBehind())
                    .isEqualTo(2);
        }
        assertThat(LeftBehind.of(folder)).isEmpty();
    }

    @Test
    void exit_aDaemonThatHidesAndFloods_isEndedToo() throws IOException {
        Result ended = run(
                "(env -i setsid sh -c 'echo $$ > pid; exec yes' &); while [ ! -s pid ]; do sleep 0.01; done", "", LONG);

        assertThat(ended.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(ended.leftBehind()).isEqualTo(1);
        assertThat(LeftBehind.isRunning(Files.readString(folder.resolve("pid"))))
                .isFalse();
    }

    @Test
    void timeout_ofOneRun_leavesAnotherAlone() throws Exception {
        String daemon =
                "(env -i setsid sh -c 'echo $$ > pid.NAME; exec sleep 319' &); touch up.NAME; cat > /dev/null; ";
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Cancellation own = new Cancellation();
            Future<Outcome> other =
                    pool.submit(() -> run(launch(daemon.replace("NAME", "other") + "sleep 320", "", "other"), LONG, own)
                            .outcome());
            try {
                awaitFile(folder.resolve("up.other"));
                awaitFile(folder.resolve("pid.other"));

                assertThat(run(daemon.replace("NAME", "late") + "sleep 321", "", Duration.ofMillis(300))
                                .outcome())
                        .isEqualTo(Outcome.TIMEOUT);

                assertThat(LeftBehind.isRunning(Files.readString(folder.resolve("pid.late"))))
                        .isFalse();
                assertThat(LeftBehind.isRunning(Files.readString(folder.resolve("pid.other"))))
                        .isTrue();
            } finally {
                own.cancel();
            }
            assertThat(other.get()).isEqualTo(Outcome.CANCELLED);
        }
        assertThat(LeftBehind.isRunning(Files.readString(folder.resolve("pid.other"))))
                .isFalse();
    }

    @Test
    void start_ofNothing_isAFailureThatSaysWhy() {
        Result ended = run(new ProcessSpec(List.of("no-such-program"), folder, Map.of(), ""), LONG, cancellation);

        assertThat(ended.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(ended.problem().orElse("")).startsWith("cannot start no-such-program: ");
    }

    @Test
    void progress_whileRunning_bringsTheLastLineAtMostFourTimesASecond() {
        run(HEARD + "for i in 1 2 3; do printf 'before\\nline%s\\n' $i; heard line$i; done", "", LONG);

        assertThat(running().stream().distinct()).containsExactly("line1", "line2", "line3");
        List<Progress> running =
                progress.stream().filter(one -> one.phase().equals("running")).toList();
        for (int i = 1; i < running.size(); i++) {
            assertThat(running.get(i).elapsed().minus(running.get(i - 1).elapsed()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(250));
        }
    }

    @Test
    void progress_ofAProcessThatOnlySpeaksOnStandardError_bringsThatLine() {
        run(HEARD + "for i in 1 2; do echo step$i >&2; heard step$i; done", "", LONG);

        assertThat(running().stream().distinct()).containsExactly("step1", "step2");
    }

    @Test
    void progress_bringsTheLineThatWasWrittenLast_whicheverStream() {
        run(HEARD + "echo err >&2; echo out; heard out; echo late >&2; heard late", "", LONG);

        // whether the first one is told too depends on when the two are read
        assertThat(running().stream().distinct().filter(line -> !line.equals("err")))
                .containsExactly("out", "late");
    }

    @Test
    void progress_ofALongWildLine_isBoundedAndTame() {
        assertThat(running("printf '\\033[31m'; head -c 100000 /dev/zero | tr '\\0' x; printf '\\303'; heard xxxxx"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("x{199}…"));
        assertThat(running("printf 'a\\033[1mb\\001c\\342\\202'; heard abc"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).isEqualTo("ab c"));
    }

    private List<String> running(String script) {
        progress.clear();
        run(HEARD + script, "", LONG);
        return running();
    }

    private List<String> running() {
        return progress.stream()
                .filter(one -> one.phase().equals("running"))
                .map(Progress::message)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void cancellation_beforeTheStart_startsNothing() {
        cancellation.cancel();

        assertThat(run("touch ran", "", LONG).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void interrupt_isACancellation() throws Exception {
        List<Result> ended = Collections.synchronizedList(new ArrayList<>());
        Thread caller = Thread.ofPlatform().start(() -> {
            ended.add(run("touch up; sleep 306", "", LONG));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        try {
            awaitFile(folder.resolve("up"));
        } finally {
            caller.interrupt();
            caller.join();
        }

        assertThat(ended).singleElement().extracting(Result::outcome).isEqualTo(Outcome.CANCELLED);
        assertThat(LeftBehind.of(folder)).isEmpty();
    }

    @Test
    void cancellation_fiftyTimes_leavesNothing() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> runs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String flag = "up" + i;
                Cancellation own = new Cancellation();
                runs.add(pool.submit(() -> run(
                                launch(
                                        "sleep 307 & setsid sleep 308 & touch " + flag + "; cat >/dev/null; wait",
                                        "x".repeat(200_000),
                                        flag),
                                LONG,
                                own)
                        .outcome()));
                try {
                    awaitFile(folder.resolve(flag));
                } finally {
                    own.cancel();
                }
            }
            for (Future<Outcome> run : runs) {
                assertThat(run.get()).isEqualTo(Outcome.CANCELLED);
            }
        }

        assertThat(LeftBehind.of(folder)).isEmpty();
        LeftBehind.awaitNoWriter();
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(process -> LeftBehind.isRunning(Long.toString(process.pid()))))
                .isEmpty();
    }

    @Test
    void leftBehind_countsWhatIsStartedMeanwhile() {
        Result ended = run(
                "setsid sh -c 'trap \"sleep 314 & sleep 315 & sleep 316 & wait\" TERM; touch up;"
                        + " while :; do sleep 0.02; done' & while [ ! -e up ]; do sleep 0.01; done",
                "",
                LONG);

        assertThat(ended.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(ended.leftBehind()).isGreaterThanOrEqualTo(4);
        assertThat(LeftBehind.of(folder)).isEmpty();
    }

    @Test
    void cancellation_ofAStubbornProcess_endsIt() throws Exception {
        assertThat(cancelled("trap '' TERM; touch up; while :; do sleep 309; done", "up"))
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void cancellation_ofAStubbornTree_inManySessions_endsIt() throws Exception {
        String stubborn = "trap \"\" TERM HUP INT; touch up.$0; exec sleep 317";
        String script = "trap '' TERM; for i in 1 2 3; do setsid sh -c '" + stubborn + "' $i & done; (setsid sh -c '"
                + stubborn + "' 4 &); for i in 1 2 3 4; do while [ ! -e up.$i ]; do sleep 0.01; done; done; touch up;"
                + " while :; do sleep 0.05; done";

        assertThat(cancelled(script, "up")).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void cancellation_whileTheEndIsWaitedFor_isNotAnotherSecond() throws Exception {
        String daemon = "trap \"\" TERM; touch up; while :; do sleep 0.05; done";
        String script = "setsid sh -c '" + daemon + "' & while [ ! -e up ]; do sleep 0.01; done; exit 0";
        Thread canceller = Thread.ofPlatform().start(() -> {
            awaitPhase("ending");
            cancellation.cancel();
        });
        limits = new RunLimits(LONG, Duration.ofMinutes(1), 1000, 8);

        assertThat(run(script, "", LONG).outcome()).isEqualTo(Outcome.SUCCESS);

        canceller.join();
        assertThat(LeftBehind.of(folder)).isEmpty();
    }

    @Test
    void cancellation_withInputThatNobodyReads_endsIt() throws Exception {
        String script =
                "exec 3<&0; (env -i setsid sleep 318 <&3 & echo $! > pid); touch up;" + " while :; do sleep 0.05; done";

        assertThat(cancelled(script, "up", "x".repeat(1 << 20))).isEqualTo(Outcome.CANCELLED);

        assertThat(LeftBehind.isRunning(Files.readString(folder.resolve("pid"))))
                .isFalse();
        LeftBehind.awaitNoWriter();
    }

    private Outcome cancelled(String script, String flag) throws InterruptedException {
        return cancelled(script, flag, "");
    }

    /** Cancels a run once it has made a file; nobody of it may be there when it has ended, long before its time is over. */
    private Outcome cancelled(String script, String flag, String input) throws InterruptedException {
        Thread canceller = Thread.ofPlatform().start(() -> {
            awaitFile(folder.resolve(flag));
            cancellation.cancel();
        });
        Result ended = run(script, input, LONG);
        canceller.join();
        assertThat(LeftBehind.of(folder)).isEmpty();
        return ended.outcome();
    }

    private void awaitPhase(String phase) {
        Await.until(
                () -> List.copyOf(progress).stream().anyMatch(one -> one.phase().equals(phase)));
    }

    private Result run(String script, String input, Duration timeout) {
        return run(launch(script, input, "mark"), timeout, cancellation);
    }

    private Result run(ProcessSpec spec, Duration timeout, Cancellation cancellation) {
        return ProcessRun.of(spec, timeout, limits, new RunProgress(new ToolContext(cancellation, this::hear)));
    }

    /** Notes it, and lets the process know of it: by a file that is named by the first letters and digits of the line. */
    private void hear(Progress one) {
        progress.add(one);
        String letters = one.message().replaceAll("[^a-z0-9]", "");
        if (one.phase().equals("running") && !letters.isEmpty()) {
            try {
                Files.write(
                        folder.resolve("heard." + letters.substring(0, Math.min(5, letters.length()))), new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private ProcessSpec launch(String script, String input, String mark) {
        Map<String, String> environment = new HashMap<>(Map.of("HELLO", "world", "PATH", System.getenv("PATH")));
        environment.put(ContextFile.VARIABLE, folder.resolve(mark).toString());
        return new ProcessSpec(List.of("sh", "-c", script), folder, environment, input);
    }

    private static void awaitFile(Path file) {
        Await.until(() -> Files.exists(file));
    }
}
