package dev.candor.index;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.time.PeriodicTask;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the index of log parts that were closed, as long as a server runs, so that a question need not. One part at a time:
 * rows that arrive meanwhile need the processors more.
 */
public final class IndexKeeper implements AutoCloseable {
    private final List<IndexedLog> logs;
    private final IndexSource index;
    private final Consumer<String> notices;
    private final PeriodicTask task;
    private String lastFailure = "";

    /**
     * Begins.
     *
     * @param logs that are looked at first: while none lacks a file, the index is not opened, so DuckDB not loaded
     * @param first how long to wait before the first part: loading DuckDB would slow the start of a server
     * @param pause between two parts
     * @param notices takes a sentence when it fails
     */
    public IndexKeeper(
            List<IndexedLog> logs, IndexSource index, Duration first, Duration pause, Consumer<String> notices) {
        this.logs = List.copyOf(logs);
        this.index = index;
        this.notices = notices;
        this.task = new PeriodicTask("index-keeper", first, pause, this::makeFile);
    }

    /** One look. */
    void makeFile() {
        try {
            if (lacksFile()) {
                index.index().makeFile();
            }
            lastFailure = "";
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            String reason = Reasons.of(e);
            if (!reason.equals(lastFailure)) {
                lastFailure = reason;
                notices.accept("the index could not be kept up to date, which will be tried again: " + reason);
            }
        }
    }

    private boolean lacksFile() throws IOException {
        for (IndexedLog log : logs) {
            if (!log.partsWithoutFile().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Returns when the part that is being read is done. */
    @Override
    public void close() {
        task.close();
    }
}
