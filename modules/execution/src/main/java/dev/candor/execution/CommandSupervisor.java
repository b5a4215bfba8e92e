package dev.candor.execution;

import dev.candor.execution.CommandOutcome.End;
import dev.candor.foundation.files.Reasons;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs one command as its caller would have: same descriptors, terminal, process group, environment, folder and signal
 * dispositions, arguments byte for byte. Signals that tell this process to end reach the command exactly once; its
 * exit code comes back unchanged. The table of all outcomes is in {@code docs/exit-codes.md}.
 *
 * <p>Works on 64-bit Linux. The launcher blocks the signals that are passed on, so that they wait until the command
 * can take them; where they are not blocked (inside an IDE, say), they end this process instead.
 */
public final class CommandSupervisor {
    static final SignalSet FORWARDED =
            SignalSet.of(Posix.SIGHUP, Posix.SIGINT, Posix.SIGQUIT, Posix.SIGTERM, Posix.SIGUSR1);

    private static final SignalSet NEEDED =
            SignalSet.of(Posix.SIGILL, Posix.SIGBUS, Posix.SIGFPE, Posix.SIGSEGV, Posix.SIGCHLD);

    /** The C library's own two: glibc leaves them ignored in what posix_spawn(3) starts, whoever ignored them. */
    private static final SignalSet RESERVED = SignalSet.of(32, 33);

    private static final byte[] ENV = "/usr/bin/env".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHELL = "/bin/sh".getBytes(StandardCharsets.US_ASCII);

    private final Inherited inherited;

    /** A supervisor for commands that get what this process was given. */
    public CommandSupervisor(Inherited inherited) {
        this.inherited = inherited;
    }

    /** Does the slow part of the first {@link #run} beforehand; may be called on another thread. */
    public static void prepare() {
        Posix.load();
    }

    /** Runs the command to its end, on the calling thread. */
    public CommandOutcome run(Command command) {
        ProcStatus self = ProcStatus.self();
        int interruption = interruption(self);
        if (interruption > 0) {
            return new CommandOutcome(End.INTERRUPTED, CommandOutcome.CODE_SIGNALED + interruption, Duration.ZERO);
        }
        ignoreAgain();
        if (command.limit().isPresent()) {
            ProcessTree.adoptOrphans();
        }
        long started = System.nanoTime();
        int pid = start(command);
        if (pid < 0) {
            boolean missing = -pid == Posix.ENOENT || -pid == Posix.ENOTDIR;
            return missing
                    ? new CommandOutcome(End.NOT_FOUND, CommandOutcome.CODE_NOT_FOUND, Duration.ZERO)
                    : new CommandOutcome(
                            End.NOT_EXECUTABLE,
                            CommandOutcome.CODE_NOT_EXECUTABLE,
                            Duration.ZERO,
                            Reasons.ofErrorNumber(-pid));
        }
        boolean wokenByKernel = self.blocked().contains(Posix.SIGCHLD);
        try (Supervision supervision = new Supervision(pid, started, command.limit(), wokenByKernel)) {
            return supervision.awaitEnd();
        }
    }

    /** The signal that waits to end this process, and is not ignored; 0 when there is none. */
    static int interruption(ProcStatus self) {
        int[] waiting = FORWARDED.common(self.pending()).without(self.ignored()).numbers();
        return waiting.length == 0 ? 0 : waiting[0];
    }

    /**
     * Ignores what the caller ignores: a command inherits that, and the JVM has put handlers of its own in place. Left
     * out are the signals of its own faults, and CHLD, without which no exit code can be collected; see
     * {@link #arguments}.
     */
    private void ignoreAgain() {
        for (int signal : SignalSet.parse(inherited.ignored()).without(NEEDED).numbers()) {
            Posix.SIGNAL.call(signal, Posix.SIG_IGN);
        }
    }

    /** Tries the candidates as execvp(3) does: a file the kernel cannot run is a shell script. */
    private int start(Command command) {
        Spawn spawn = spawn(command);
        int error = -Posix.ENOENT;
        for (byte[] candidate : ProgramSearch.candidates(command.arguments().getFirst(), command.environment())) {
            List<byte[]> arguments = arguments(command, candidate);
            byte[] program = arguments.size() > command.arguments().size() ? ENV : candidate;
            int pid = spawn.start(program, arguments, command.environment());
            if (pid == -Posix.ENOEXEC) {
                List<byte[]> script = new ArrayList<>(List.of(SHELL, candidate));
                script.addAll(command.arguments().subList(1, command.arguments().size()));
                pid = spawn.start(SHELL, script, command.environment());
            }
            if (pid == -Posix.EACCES) {
                error = pid;
            } else if (pid != -Posix.ENOENT && pid != -Posix.ENOTDIR) {
                return pid;
            }
        }
        return error;
    }

    /**
     * The command's arguments; where the caller ignores a signal that this process cannot ignore, those of an env(1)
     * that ignores it first and then becomes the command.
     */
    private List<byte[]> arguments(Command command, byte[] candidate) {
        SignalSet missing = SignalSet.parse(inherited.ignored()).common(NEEDED);
        boolean envFindsIt = command.program().indexOf('=') < 0
                && Files.isExecutable(Path.of(new String(candidate, StandardCharsets.UTF_8)));
        if (missing.bits() == 0 || !envFindsIt) {
            return command.arguments();
        }
        StringBuilder ignore = new StringBuilder("--ignore-signal=");
        for (int signal : missing.numbers()) {
            ignore.append(signal).append(',');
        }
        ignore.setLength(ignore.length() - 1);
        List<byte[]> arguments = new ArrayList<>(List.of(ENV, ignore.toString().getBytes(StandardCharsets.US_ASCII)));
        arguments.addAll(command.arguments());
        return arguments;
    }

    private Spawn spawn(Command command) {
        Spawn spawn = new Spawn()
                .signals(SignalSet.parse(inherited.blocked()), RESERVED.without(SignalSet.parse(inherited.ignored())));
        Set<Integer> ours = Spawn.openDescriptors();
        ours.removeAll(inherited.descriptors());
        ours.forEach(spawn::close);
        command.folder().ifPresent(spawn::folder);
        command.stdout().ifPresent(file -> spawn.output(1, file.toAbsolutePath()));
        return spawn;
    }
}
