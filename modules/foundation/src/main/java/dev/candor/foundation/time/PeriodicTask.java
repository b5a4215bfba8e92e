package dev.candor.foundation.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does something again and again on a thread of its own, as long as a server runs. What it throws ends it, so a task tells of
 * its failures by itself.
 */
public final class PeriodicTask implements AutoCloseable {
    private final ScheduledExecutorService timer;

    /**
     * Begins.
     *
     * @param name of the thread
     * @param first how long to wait before the first time
     * @param pause from the end of one time to the next
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    public PeriodicTask(String name, Duration first, Duration pause, Runnable task) {
        this.timer = Executors.newSingleThreadScheduledExecutor(
                run -> Thread.ofPlatform().daemon().name(name).unstarted(run));
        timer.scheduleWithFixedDelay(task, first.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins no further time, and returns when the one that was begun is done, or this thread is interrupted. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            while (!timer.awaitTermination(1, TimeUnit.HOURS)) {
                // a task ends by itself
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
