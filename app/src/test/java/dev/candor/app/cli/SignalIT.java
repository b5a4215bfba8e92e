package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.testing.Proof;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal reaches the wrapped command exactly once, however it was sent. */
class SignalIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "HUP, process", "INT, process", "QUIT, process", "TERM, process", "USR1, process",
        "HUP, group", "INT, group", "QUIT, group", "TERM, group", "USR1, group",
        "INT, terminal", "QUIT, terminal", "HUP, terminal"
    })
    void signal_reachesTheCommandOnce(String signal, String target) {
        Installed installed = new Installed(folder);
        Installed.Ended ended = installed.python("signals.py", Installed.CANDOR.toString(), signal, target);
        assertThat(ended.out()).isEqualTo("SIG" + signal + " x 1, exit 7\n");
        assertThat(installed.rows().getLast()).contains("command_exit=7");
    }

    @Test
    void signalsToProcessAndGroupInTurn_areAllCounted() {
        Installed installed = new Installed(folder);
        Installed.Ended ended = installed.python("signals.py", Installed.CANDOR.toString(), "TERM", "both");
        assertThat(ended.out()).isEqualTo("SIGTERM x 4, exit 7\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP", "USR1"})
    void signalByTwoRoutes_reachesTheCommandOnce(String signal) {
        Installed installed = new Installed(folder);
        // timeout(1) sends it to its child and then to its group
        for (int round = 0; round < Proof.of(3); round++) {
            Installed.Ended ended =
                    installed.python("signals.py", Installed.CANDOR.toString(), signal, "process and group");
            assertThat(ended.out()).isEqualTo("SIG" + signal + " x 1, exit 7\n");
        }
        assertThat(installed
                        .python("signals.py", Installed.CANDOR.toString(), signal, "group and process")
                        .out())
                .isEqualTo("SIG" + signal + " x 1, exit 7\n");
    }

    @Test
    void signalByTwoRoutes_fromASenderThatIsKeptFromRunning_reachesTheCommandOnce() {
        Installed installed = new Installed(folder);
        Installed.Ended ended = installed.python("signals.py", Installed.CANDOR.toString(), "TERM", "held up");
        assertThat(ended.out()).isEqualTo("SIGTERM x 1, exit 7\n");
    }

    @Test
    void burstOfSignalsToTheGroup_reachesTheCommandOnceEach() {
        Installed installed = new Installed(folder);
        int rounds = Proof.of(5, 2);
        Installed.Ended ended = installed.python("burst.py", Installed.CANDOR.toString(), Integer.toString(rounds));
        assertThat(ended.out()).isEqualTo("rounds " + rounds + ", signals 5 each, all once\n");
    }

    @Test
    void signalThatTheCallerIgnores_doesNotCancelTheRun() {
        Installed installed = new Installed(folder);
        String command = "trap '' HUP; " + Installed.CANDOR
                + " run --skill s --events events.jsonl -- echo ran & kill -HUP $!; sleep 0.01; kill -HUP $!; wait $!";
        assertThat(installed.command("sh", "-c", command).lines())
                .containsExactly("ran", "status=success rc=0 skill=s event_appended=1");
    }

    @Test
    void commandThatDoesNotCatchIt_diesAndTheRunIsRecorded() {
        Installed installed = new Installed(folder);
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                Installed.CANDOR + " run --skill s --events events.jsonl -- sh -c 'touch up; exec sleep 20' & "
                        + "while [ ! -e up ]; do sleep 0.02; done; kill -TERM $!; wait $!; echo $?");
        assertThat(ended.lines()).containsExactly("status=failure rc=143 skill=s event_appended=1", "143");
    }

    @Test
    void signalBeforeTheCommandStarts_nothingRuns() {
        Installed installed = new Installed(folder);
        // the wrapper waits for the file's lock, which somebody else keeps
        Installed.Ended ended = installed.python("early_signal.py", Installed.CANDOR.toString());
        assertThat(ended.out()).isEqualTo("exit 143, ran False, rows 0\n");
    }

    @Test
    void timeLimit_endsTheWholeTree() {
        Installed installed = new Installed(folder);
        installed.script("tree.sh", """
                #!/bin/sh
                setsid sh -c 'trap "" TERM; echo $$ > daemon; while :; do sleep 0.1; done' &
                sh -c 'echo $$ > child; exec sleep 60' &
                (sleep 60 & echo $! > grandchild)
                sleep 60
                """);
        Installed.Ended ended = installed.run("--timeout", "2", "--kill-after", "0.4", "--", "./tree.sh");
        assertThat(ended.exitCode()).isEqualTo(124);
        for (String process : new String[] {"daemon", "child", "grandchild"}) {
            long pid = Long.parseLong(installed.rows(process).getFirst());
            assertThat(ProcessHandle.of(pid)).as(process).isEmpty();
        }
    }
}
