package dev.candor.aggregatestore;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.time.PeriodicTask;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes a checkpoint at most once in a while, as long as a server runs, and a last one when it stops. */
public final class Checkpointer implements AutoCloseable {
    private final AggregateStore store;
    private final Consumer<String> notices;
    private final PeriodicTask task;
    private String lastFailure = "";

    /**
     * Begins.
     *
     * @param pause from the end of one checkpoint to the next
     * @param notices takes a sentence when one fails, once for each reason
     */
    public Checkpointer(AggregateStore store, Duration pause, Consumer<String> notices) {
        this.store = store;
        this.notices = notices;
        this.task = new PeriodicTask("checkpointer", pause, pause, this::checkpoint);
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
        task.close();
        checkpoint();
    }
}
