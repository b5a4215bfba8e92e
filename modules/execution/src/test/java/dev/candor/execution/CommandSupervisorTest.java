package dev.candor.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.execution.Command.TimeLimit;
import dev.candor.execution.CommandOutcome.End;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Real processes, supervised from a JVM whose signals are not blocked; the launcher's way is tested with the app. */
@Isolated("ends every process below its own")
class CommandSupervisorTest {
    @TempDir
    Path folder;

    private final Inherited inherited = Inherited.from(Map.of());

    private Command command(Optional<TimeLimit> limit, List<String> environment, String... arguments) {
        return new Command(
                bytes(List.of(arguments)),
                bytes(environment),
                Optional.of(folder),
                Optional.of(folder.resolve("out")),
                limit);
    }

    private static List<byte[]> bytes(List<String> texts) {
        List<byte[]> bytes = new ArrayList<>();
        texts.forEach(text -> bytes.add(text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private CommandOutcome run(String... arguments) {
        return new CommandSupervisor(inherited).run(command(Optional.empty(), List.of("A=ä"), arguments));
    }

    @Test
    void commandExits_itsCode() {
        CommandOutcome outcome = run("sh", "-c", "exit 77");
        assertThat(outcome.end()).isEqualTo(End.EXITED);
        assertThat(outcome.exitCode()).isEqualTo(77);
        assertThat(outcome.duration()).isPositive();
    }

    @Test
    void commandDiesOfASignal_itsNumber() {
        assertThat(run("sh", "-c", "kill -15 $$").exitCode()).isEqualTo(143);
    }

    @Test
    void programIsNotThere_notFound() {
        assertThat(run("no-such-program").end()).isEqualTo(End.NOT_FOUND);
    }

    @Test
    void programIsAFolder_notExecutable() {
        CommandOutcome outcome = run("/");
        assertThat(outcome.end()).isEqualTo(End.NOT_EXECUTABLE);
        assertThat(outcome.problem()).isEqualTo("permission denied");
    }

    @Test
    void environmentFolderAndOutput_areTheCommands() {
        run("sh", "-c", "echo $A; pwd");
        assertThat(folder.resolve("out")).hasContent("ä\n" + folder);
    }

    @Test
    void timeLimit_endsEvenADaemonThatDetachedItself() {
        TimeLimit limit = new TimeLimit(Duration.ofMillis(300), Duration.ofMillis(200));
        CommandOutcome outcome = new CommandSupervisor(inherited)
                .run(command(
                        Optional.of(limit),
                        List.of("PATH=/usr/bin:/bin"),
                        "sh",
                        "-c",
                        "(setsid sleep 61 & echo $!); sleep 62"));
        assertThat(outcome.end()).isEqualTo(End.TIMED_OUT);
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void timeLimitWithoutTime_refused() {
        assertThatThrownBy(() -> new TimeLimit(Duration.ZERO, Duration.ZERO))
                .hasMessage("a time limit must be positive and its grace not negative, found PT0S and PT0S");
    }

    @Test
    void commandWithoutProgram_refused() {
        assertThatThrownBy(
                        () -> new Command(List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessage("a command needs a program, found none");
    }
}
