package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.ingestion.Resolution.How;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes down who leaves, many at a time: one that is not written yet is still there, and leaves again next time. */
final class Departures implements Closeable {
    private static final int AT_ONCE = 64;

    private final EventLog log;
    private final Supplier<String> now;
    private final List<byte[]> rows = new ArrayList<>();

    Departures(EventLog log, Supplier<String> now) {
        this.log = log;
        this.now = now;
    }

    void add(String id, How how, String detail) throws IOException {
        rows.add(new Resolution(id, how, now.get(), detail).row());
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
