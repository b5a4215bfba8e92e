package dev.candor.execution;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Watches for a signal that tells this process to end while its command has not started. The launcher blocks these
 * signals for the command to get; until there is one, they must not be lost on a wait for a lock or a pipe.
 */
public final class StartWatch {
    /** Most commands have started by then, and nobody waits for the watch. */
    private static final long FIRST_LOOK = Duration.ofMillis(100).toNanos();

    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private enum State {
        WATCHING,
        OVER,
        INTERRUPTED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);

    private StartWatch() {}

    /**
     * Starts watching, on a thread that ends with the watch.
     *
     * @param interrupted takes the exit code (128 + n) when signal n came first; it is to end the process
     */
    public static StartWatch begin(IntConsumer interrupted) {
        StartWatch watch = new StartWatch();
        Thread.ofPlatform().daemon().name("start-watch").start(() -> watch.watch(interrupted));
        return watch;
    }

    private void watch(IntConsumer interrupted) {
        LockSupport.parkNanos(FIRST_LOOK);
        while (state.get() == State.WATCHING) {
            int signal = CommandSupervisor.interruption(ProcStatus.self());
            if (signal > 0 && state.compareAndSet(State.WATCHING, State.INTERRUPTED)) {
                interrupted.accept(CommandOutcome.CODE_SIGNALED + signal);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Ends the watch: from here on signals are the command's. Does not return when one came first. */
    public void end() {
        state.compareAndSet(State.WATCHING, State.OVER);
        while (state.get() == State.INTERRUPTED) {
            LockSupport.parkNanos(PAUSE);
        }
    }
}
