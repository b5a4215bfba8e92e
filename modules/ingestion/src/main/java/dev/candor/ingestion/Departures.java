package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes down who leaves, many at a time: one that is not written yet is still there, and leaves again next time. */
final class Departures implements Closeable {
    private static final int AT_ONCE = 64;

    private final EventLog log;
    private final List<byte[]> rows = new ArrayList<>();

    Departures(EventLog log) {
        this.log = log;
    }

    void add(Resolution resolution) throws IOException {
        rows.add(resolution.row());
        if (rows.size() == AT_ONCE) {
            close();
        }
    }

    /** Returns when those that were added are on disk. */
    @Override
    public void close() throws IOException {
        List<byte[]> waiting = List.copyOf(rows);
        rows.clear();
        log.append(waiting);
    }
}
