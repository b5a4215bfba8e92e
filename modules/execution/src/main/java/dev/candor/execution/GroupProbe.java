package dev.candor.execution;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells whether a signal was sent to this process alone or to its whole process group, which the wrapped command
 * belongs to. The kernel does not say. So a second member of the group sleeps with every signal blocked: what is
 * pending there too was sent to the group, has already reached the command, and must not be passed on once more.
 */
final class GroupProbe implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;
    private static final List<byte[]> PROGRAMS =
            List.of("/usr/bin/cat".getBytes(StandardCharsets.US_ASCII), "/bin/cat".getBytes(StandardCharsets.US_ASCII));
    private static final Path NOWHERE = Path.of("/dev/null");

    private Sleeper sleeper = start();
    private SignalSet announced = new SignalSet(0);

    /**
     * {@code cat} on a pipe whose other end only we hold, so that it ends when we do, however we end.
     *
     * @param pid 0 when there is no {@code cat}, or no descriptor left
     * @param pipe our end; 0 when there is none
     */
    private record Sleeper(int pid, int pipe) {
        SignalSet pending() {
            return pid > 0 ? ProcStatus.of(pid).pending() : new SignalSet(0);
        }

        void end() {
            if (pid > 0) {
                Posix.KILL.call(pid, Posix.SIGKILL);
                Posix.WAITPID.call(pid, 0, 0);
            }
            if (pipe > 0) {
                Posix.CLOSE.call(pipe);
            }
        }
    }

    private static Sleeper start() {
        NativeMemory memory = new NativeMemory();
        try {
            ByteBuffer ends = memory.block(NativeMemory.WORD);
            if (Posix.PIPE2.call(NativeMemory.address(ends), O_CLOEXEC) != 0) {
                return new Sleeper(0, 0);
            }
            int pid = spawn(ends.getInt(0));
            Posix.CLOSE.call(ends.getInt(0));
            return new Sleeper(pid, ends.getInt(Integer.BYTES));
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private static int spawn(int input) {
        Spawn spawn = new Spawn()
                .signals(SignalSet.all(), new SignalSet(0))
                .duplicate(input, 0)
                .output(1, NOWHERE)
                .output(2, NOWHERE);
        try {
            Spawn.openDescriptors().stream()
                    .filter(descriptor -> descriptor > 2)
                    .forEach(spawn::close);
        } catch (IllegalStateException noDescriptorLeft) {
            return 0;
        }
        for (byte[] program : PROGRAMS) {
            int pid = spawn.start(program, List.of(program), List.of());
            if (pid > 0) {
                return pid;
            }
        }
        return 0;
    }

    /** The process id of the sleeper; 0 when there is none. */
    int pid() {
        return sleeper.pid();
    }

    /**
     * Those of these signals, which have just reached us, that were sent to the group. A signal stays pending at a sleeper
     * for ever, so each testimony takes a new one, which is up before the old one goes. What else is pending at the old one
     * has been sent to the group as well and is about to reach us.
     */
    SignalSet sawToo(SignalSet arrived) {
        SignalSet seen = announced.and(sleeper.pending()).common(arrived);
        if (seen.bits() != 0) {
            Sleeper next = start();
            announced = announced.and(sleeper.pending()).without(seen);
            sleeper.end();
            sleeper = next;
        }
        return seen;
    }

    /** A child has been collected, which may have been the sleeper. */
    void collected(int child) {
        if (child == sleeper.pid()) {
            sleeper = new Sleeper(0, sleeper.pipe());
        }
    }

    @Override
    public void close() {
        sleeper.end();
    }
}
