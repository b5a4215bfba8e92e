package dev.candor.aggregatestore;

import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Makes a checkpoint at most once in a while, as long as a server runs, and a last one when it stops. */
public final class Checkpointer implements AutoCloseable {
    private final AggregateStore store;
    private final Duration pause;
    private final Consumer<String> notices;
    private final ReentrantLock state = new ReentrantLock();
    private final Condition closing = state.newCondition();
    private final Thread thread;
    private boolean closed;
    private String lastFailure = "";

    /**
     * Begins.
     *
     * @param pause from the end of one checkpoint to the next
     * @param notices takes a sentence when one fails, once for each reason
     */
    public Checkpointer(AggregateStore store, Duration pause, Consumer<String> notices) {
        this.store = store;
        this.pause = pause;
        this.notices = notices;
        this.thread = Thread.ofPlatform().daemon().name("checkpointer").start(this::run);
    }

    private void run() {
        while (!isClosedAfterAPause()) {
            checkpoint();
        }
        checkpoint();
    }

    private boolean isClosedAfterAPause() {
        state.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return closed;
        } catch (InterruptedException e) {
            return true;
        } finally {
            state.unlock();
        }
    }

    private void checkpoint() {
        try {
            store.checkpoint();
            lastFailure = "";
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            String failure = Reasons.of(e);
            if (!failure.equals(lastFailure)) {
                notices.accept("a checkpoint failed and will be tried again: " + failure);
            }
            lastFailure = failure;
        }
    }

    /** Makes the last checkpoint and returns when it is done. */
    @Override
    public void close() {
        state.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            state.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
