package dev.candor.execution;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells whether a signal was sent to this process alone or to its whole process group, which the wrapped command
 * belongs to. The kernel does not say. So a second member of the group blocks every signal and sleeps: what is
 * pending there too was sent to the group, has already reached the command, and must not be passed on once more.
 *
 * <p>The sleeper is {@code cat} on a pipe whose other end only we hold: it ends when we do, however we end.
 */
final class GroupWitness implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;
    private static final List<byte[]> PROGRAMS =
            List.of("/usr/bin/cat".getBytes(StandardCharsets.US_ASCII), "/bin/cat".getBytes(StandardCharsets.US_ASCII));
    private static final Path NOWHERE = Path.of("/dev/null");
    private static final int LOOKS = 5;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private int pid;
    private int pipe;

    private GroupWitness() {}

    /** Starts a witness; without {@code cat} it never testifies. */
    static GroupWitness start() {
        GroupWitness witness = new GroupWitness();
        witness.begin();
        return witness;
    }

    private void begin() {
        int[] ends = pipe();
        if (ends.length == 0) {
            return;
        }
        int reading = ends[0];
        pipe = ends[1];
        Spawn spawn = new Spawn()
                .signalMask(SignalSet.all())
                .duplicate(reading, 0)
                .output(1, NOWHERE)
                .output(2, NOWHERE);
        for (int descriptor : Descriptors.open()) {
            if (descriptor > 2) {
                spawn.close(descriptor);
            }
        }
        for (byte[] program : PROGRAMS) {
            pid = Math.max(0, spawn.start(program, List.of(program), List.of()));
            if (pid > 0) {
                break;
            }
        }
        Posix.CLOSE.call(reading);
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

    int pid() {
        return pid;
    }

    /** Whether this signal, which has just reached us, was sent to the group. */
    boolean sawToo(int signal) {
        for (int look = 0; look < LOOKS && pid > 0; look++) {
            if (ProcStatus.of(pid).pending().contains(signal)) {
                close();
                begin();
                return true;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return false;
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
