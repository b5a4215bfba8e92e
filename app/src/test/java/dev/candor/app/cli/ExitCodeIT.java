package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every cell of the table in docs/exit-codes.md, against real processes and with a real shell as oracle. */
class ExitCodeIT {
    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
        installed.script("no-shebang", "exit 5\n");
        installed.script("no-interpreter", "#!/nosuch/interpreter\n");
        installed.write("not-executable", "#!/bin/sh\nexit 0\n");
    }

    /** What a shell reports of the same command. */
    private int oracle(String... command) {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", "\"$@\"; exit $?", "sh"));
        shell.addAll(List.of(command));
        return installed.command(shell.toArray(String[]::new)).exitCode();
    }

    private void assertSameAsShell(String... command) {
        int expected = oracle(command);
        List<String> wrapped = new ArrayList<>(List.of("--"));
        wrapped.addAll(List.of(command));
        Installed.Ended ended = installed.run(wrapped.toArray(String[]::new));
        assertThat(ended.exitCode()).as(String.join(" ", command)).isEqualTo(expected);
        String status = expected == 0 ? "success" : "failure";
        assertThat(ended.lines().getLast())
                .isEqualTo("status=" + status + " rc=" + expected + " skill=s event_appended=1");
        assertThat(installed.rows().getLast()).contains("\"status\":\"" + status + "\"");
        if (expected != 0) {
            assertThat(installed.rows().getLast()).contains("\"reason_detail\":\"command_exit=" + expected + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 64, 99, 124, 125, 126, 127, 128, 129, 137, 200, 254, 255})
    void commandExits_itsOwnCodeComesBack(int code) {
        assertSameAsShell("sh", "-c", "exit " + code);
    }

    static Stream<Integer> deadlySignals() {
        return IntStream.of(1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 31, 34, 64)
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("deadlySignals")
    void commandDiesOfSignal_128PlusItsNumberComesBack(int signal) {
        String command = "ulimit -c 0; kill -" + signal + " $$; sleep 5";
        assertThat(oracle("sh", "-c", command)).isEqualTo(128 + signal);
        assertSameAsShell("sh", "-c", command);
    }

    @Test
    void programIsEmpty_127() {
        assertThat(oracle("env", "")).isEqualTo(127);
        assertThat(installed.run("--", "").exitCode()).isEqualTo(127);
    }

    @Test
    void programIsNotInPath_127() {
        assertThat(oracle("no-such-program-anywhere")).isEqualTo(127);
        assertSameAsShell("no-such-program-anywhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./nosuch", "/nosuch/folder/program", "./not-executable/below-a-file", "./no-interpreter"})
    void pathLeadsNowhere_127(String program) {
        assertThat(oracle(program)).isEqualTo(127);
        assertSameAsShell(program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./not-executable", "/", "."})
    void fileCannotBeExecuted_126(String program) {
        assertThat(oracle("env", program)).isEqualTo(126);
        Installed.Ended ended = installed.run("--", program);
        assertThat(ended.exitCode()).isEqualTo(126);
        assertThat(ended.err()).contains("the command '" + program + "' cannot be executed: permission denied");
        assertThat(installed.rows().getLast()).contains("command_exit=126");
    }

    @Test
    void executableTextWithoutShebang_isAShellScript() {
        assertThat(oracle("./no-shebang")).isEqualTo(5);
        assertSameAsShell("./no-shebang");
    }

    @Test
    void timeLimitReached_124() {
        int expected = installed.command("timeout", "0.3", "sleep", "20").exitCode();
        assertThat(expected).isEqualTo(124);
        assertThat(installed.run("--timeout", "0.3", "--", "sleep", "20").exitCode())
                .isEqualTo(expected);
        assertThat(installed.rows().getLast()).contains("command_exit=124");
    }

    @Test
    void timeLimitReachedAndCommandExitsByItselfThen_124() {
        String[] command = {"sh", "-c", "trap 'exit 3' TERM; sleep 20 & wait"};
        assertThat(installed
                        .command("timeout", "0.3", command[0], command[1], command[2])
                        .exitCode())
                .isEqualTo(124);
        assertThat(installed
                        .run("--timeout", "0.3", "--", command[0], command[1], command[2])
                        .exitCode())
                .isEqualTo(124);
    }

    @Test
    void timeLimitReachedAndTermIgnored_137() {
        String[] command = {"sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"};
        assertThat(installed
                        .command("timeout", "-k", "0.3", "1.5", command[0], command[1], command[2])
                        .exitCode())
                .isEqualTo(137);
        assertThat(installed
                        .run("--timeout", "1.5", "--kill-after", "0.3", "--", command[0], command[1], command[2])
                        .exitCode())
                .isEqualTo(137);
        assertThat(installed.rows().getLast()).contains("command_exit=137");
    }

    @Test
    void timeLimitNotReached_commandsOwnCode() {
        assertThat(installed.run("--timeout", "20", "--", "sh", "-c", "exit 9").exitCode())
                .isEqualTo(9);
    }

    @Test
    void requestIsRefused_125AndNothingRuns() {
        Installed.Ended ended = installed.run("--reason-code", "nonsense", "--", "touch", "ran");
        assertThat(ended.exitCode()).isEqualTo(125);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void flagsCannotBeRead_2AndNothingRuns() {
        Installed.Ended ended = installed.run("--resaon-code", "x", "--", "touch", "ran");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("the flag --resaon-code is unknown; did you mean --reason-code?");
        assertThat(folder.resolve("ran")).doesNotExist();
    }
}
