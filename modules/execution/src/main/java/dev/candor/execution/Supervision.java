package dev.candor.execution;

import dev.candor.execution.Command.TimeLimit;
import dev.candor.execution.CommandOutcome.End;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The watch over one started command: passes signals on, keeps its time limit, collects how it ended. */
final class Supervision implements AutoCloseable {
    private static final SignalSet AWAITED = CommandSupervisor.FORWARDED.and(SignalSet.of(Posix.SIGCHLD));
    private static final int SIGINFO_BYTES = 128;
    private static final int SIGINFO_CODE = 8;
    private static final int SIGINFO_PID = 16;
    private static final int SENT_BY_KERNEL = 0x80;
    private static final int ANY_CHILD = -1;
    private static final long INIT = 1;

    private static final long NANOS = 1_000_000_000L;
    private static final long PROBE_AFTER = Duration.ofMillis(10).toNanos();
    /**
     * How long a signal waits for its copy to come by the other route: timeout(1) and CI systems send one to this
     * process and one to its group. So much later a signal that came alone reaches the command.
     */
    private static final long SECOND_ROUTE = Duration.ofMillis(5).toNanos();
    /** As long at most, while the sender is kept from running, by the sender's own clock no longer than without. */
    private static final long HELD_UP = Duration.ofSeconds(1).toNanos();

    private static final long POLL = Duration.ofMillis(10).toNanos();
    private static final long MAX_WAIT = Duration.ofHours(1).toNanos();

    private enum Phase {
        RUNNING,
        ASKED_TO_END,
        KILLED
    }

    private final int pid;
    private final long started;
    private final Optional<TimeLimit> limit;
    private final boolean wokenByKernel;
    /** The process that waitpid(2) is asked for: under a time limit, and as process 1, also adopted ones are collected. */
    private final int collected;

    private final NativeMemory memory = new NativeMemory();
    private final ByteBuffer status = memory.block(NativeMemory.WORD);
    private final ByteBuffer siginfo = memory.block(SIGINFO_BYTES);
    private final ByteBuffer timespec = memory.block(2 * NativeMemory.WORD);
    private final long awaited = AWAITED.inMemory(memory);
    private final long forwarded = CommandSupervisor.FORWARDED.inMemory(memory);

    private @Nullable GroupProbe probe;
    private Phase phase = Phase.RUNNING;
    private boolean ended;
    private boolean endedBeforeKill;
    private int waitStatus;
    private long endedAt;

    Supervision(int pid, long started, Optional<TimeLimit> limit, boolean wokenByKernel) {
        this.pid = pid;
        this.started = started;
        this.limit = limit;
        this.wokenByKernel = wokenByKernel;
        boolean adopts = limit.isPresent() || ProcessHandle.current().pid() == INIT;
        this.collected = adopts ? ANY_CHILD : pid;
    }

    CommandOutcome awaitEnd() {
        while (true) {
            reap();
            if (ended && (phase != Phase.ASKED_TO_END || treeIsEmpty())) {
                return outcome();
            }
            long now = System.nanoTime() - started;
            if (probe == null && !ended && now >= PROBE_AFTER) {
                probe = new GroupProbe();
            }
            keepTimeLimit(now);
            int signal = await(awaited, untilNextStep(now));
            if (signal > 0 && signal != Posix.SIGCHLD) {
                forward(signal);
            }
        }
    }

    private int await(long signals, long nanos) {
        timespec.putLong(0, nanos / NANOS);
        timespec.putLong(NativeMemory.WORD, nanos % NANOS);
        return Posix.SIGTIMEDWAIT.call(signals, NativeMemory.address(siginfo), NativeMemory.address(timespec));
    }

    private long untilNextStep(long now) {
        long next = probe == null && !ended ? PROBE_AFTER - now : MAX_WAIT;
        if (limit.isPresent() && phase != Phase.KILLED) {
            next = Math.min(next, deadline(limit.get()) - now);
        }
        if (!wokenByKernel || phase != Phase.RUNNING) {
            next = Math.min(next, POLL);
        }
        return Math.max(0, next);
    }

    private long deadline(TimeLimit timeLimit) {
        long after = timeLimit.after().toNanos();
        return phase == Phase.RUNNING ? after : after + timeLimit.grace().toNanos();
    }

    private void keepTimeLimit(long now) {
        if (limit.isEmpty() || phase == Phase.KILLED || now < deadline(limit.get())) {
            return;
        }
        if (phase == Phase.RUNNING) {
            phase = Phase.ASKED_TO_END;
            ProcessTree.terminate(ProcessTree.members(probePid()));
        } else {
            endedBeforeKill = ended;
            phase = Phase.KILLED;
            ProcessTree.kill(probePid(), this::reap);
        }
    }

    private boolean treeIsEmpty() {
        return ProcessTree.members(probePid()).isEmpty();
    }

    private int probePid() {
        return probe == null ? 0 : probe.pid();
    }

    /**
     * Passes on what was sent to this process alone: a signal to the whole group has reached the command already. What
     * arrives meanwhile is decided together with it, and a second copy of a signal is the same one by another route.
     */
    private void forward(int first) {
        SignalSet arrived = SignalSet.of(first);
        SignalSet byTerminal = sentByTerminal(first);
        int sender = siginfo.getInt(SIGINFO_PID);
        long ran = ProcStatus.timeOnProcessor(sender);
        long began = System.nanoTime();
        for (long until = began + SECOND_ROUTE; until > System.nanoTime(); ) {
            int signal = await(forwarded, until - System.nanoTime());
            if (signal > 0 && !arrived.contains(signal)) {
                arrived = arrived.and(SignalSet.of(signal));
                byTerminal = byTerminal.and(sentByTerminal(signal));
                sender = siginfo.getInt(SIGINFO_PID);
                ran = ProcStatus.timeOnProcessor(sender);
                until = System.nanoTime() + SECOND_ROUTE;
            } else if (signal < 0 && until - began < HELD_UP && isHeldUp(sender, ran)) {
                until = System.nanoTime() + SECOND_ROUTE;
            }
        }
        SignalSet toGroup = probe == null ? byTerminal : probe.sawToo(arrived);
        takeCopies(arrived);
        if (!ended) {
            for (int signal : arrived.without(toGroup).numbers()) {
                Posix.KILL.call(pid, signal);
            }
        }
    }

    /** Takes what came between the last look and the probe's testimony, which spoke of it too. */
    private void takeCopies(SignalSet arrived) {
        long copies = arrived.inMemory(memory);
        while (await(copies, 0) > 0) {
            // there is at most one of each
        }
    }

    /** Whether a process is at work still, and had little of a processor since it had {@code ran} so long. */
    private static boolean isHeldUp(int sender, long ran) {
        return ProcStatus.of(sender).atWork() && ProcStatus.timeOnProcessor(sender) - ran < SECOND_ROUTE;
    }

    private SignalSet sentByTerminal(int signal) {
        return siginfo.getInt(SIGINFO_CODE) == SENT_BY_KERNEL ? SignalSet.of(signal) : new SignalSet(0);
    }

    /** Collects what has ended: the command, and what this process has adopted. */
    private void reap() {
        for (int child = waitFor(collected); child > 0; child = waitFor(collected)) {
            if (child == pid) {
                ended = true;
                endedAt = System.nanoTime();
                waitStatus = status.getInt(0);
            } else if (probe != null) {
                probe.collected(child);
            }
        }
    }

    private int waitFor(int child) {
        return Posix.WAITPID.call(child, NativeMemory.address(status), Posix.WNOHANG);
    }

    private CommandOutcome outcome() {
        Duration duration = Duration.ofNanos(endedAt - started);
        int signal = waitStatus & 0x7F;
        return switch (phase) {
            case RUNNING ->
                signal == 0
                        ? new CommandOutcome(End.EXITED, (waitStatus >> 8) & 0xFF, duration)
                        : new CommandOutcome(End.SIGNALED, CommandOutcome.CODE_SIGNALED + signal, duration);
            case ASKED_TO_END -> new CommandOutcome(End.TIMED_OUT, CommandOutcome.CODE_TIMED_OUT, duration);
            case KILLED ->
                endedBeforeKill
                        ? new CommandOutcome(End.TIMED_OUT, CommandOutcome.CODE_TIMED_OUT, duration)
                        : new CommandOutcome(End.KILLED, CommandOutcome.CODE_KILLED, duration);
        };
    }

    @Override
    public void close() {
        if (probe != null) {
            probe.close();
        }
    }
}
