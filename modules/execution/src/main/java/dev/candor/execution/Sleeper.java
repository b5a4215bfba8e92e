package dev.candor.execution;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of our group that blocks every signal and does nothing: {@code cat} on a pipe whose other end only we
 * hold, so that it ends when we do, however we end.
 */
final class Sleeper implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;
    private static final List<byte[]> PROGRAMS =
            List.of("/usr/bin/cat".getBytes(StandardCharsets.US_ASCII), "/bin/cat".getBytes(StandardCharsets.US_ASCII));
    private static final Path NOWHERE = Path.of("/dev/null");

    private int pid;
    private int pipe;

    private Sleeper() {}

    /** Starts a sleeper; where there is no {@code cat}, or no descriptor left, it is one that never was. */
    static Sleeper start() {
        Sleeper sleeper = new Sleeper();
        int[] ends = pipe();
        if (ends.length > 0) {
            sleeper.pipe = ends[1];
            sleeper.pid = spawn(ends[0]);
            Posix.CLOSE.call(ends[0]);
        }
        return sleeper;
    }

    private static int spawn(int input) {
        Spawn spawn = new Spawn()
                .signals(SignalSet.all(), new SignalSet(0))
                .duplicate(input, 0)
                .output(1, NOWHERE)
                .output(2, NOWHERE);
        try {
            Descriptors.open().stream().filter(descriptor -> descriptor > 2).forEach(spawn::close);
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

    /** The reading and the writing end of a new pipe; nothing when there are no descriptors left. */
    private static int[] pipe() {
        NativeMemory memory = new NativeMemory();
        try {
            ByteBuffer ends = memory.block(NativeMemory.WORD);
            boolean opened = Posix.PIPE2.call(NativeMemory.address(ends), O_CLOEXEC) == 0;
            return opened ? new int[] {ends.getInt(0), ends.getInt(Integer.BYTES)} : new int[0];
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** Its process id; 0 when there is none. */
    int pid() {
        return pid;
    }

    /** The signals that were sent to it. */
    SignalSet pending() {
        return pid > 0 ? ProcStatus.of(pid).pending() : new SignalSet(0);
    }

    /** Somebody else has collected the process. */
    void forget() {
        pid = 0;
    }

    @Override
    public void close() {
        if (pid > 0) {
            Posix.KILL.call(pid, Posix.SIGKILL);
            Posix.WAITPID.call(pid, 0, 0);
        }
        if (pipe > 0) {
            Posix.CLOSE.call(pipe);
        }
        pid = 0;
        pipe = 0;
    }
}
