package dev.candor.audittrail;

import dev.candor.eventlog.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Answers questions about the records of the contract {@code audit}, from the log as it is on disk now. Safe for
 * concurrent calls.
 */
public final class TrailReader {
    /** How long nothing may be told of an execution before that is called a gap. */
    public static final Duration DEFAULT_GAP = Duration.ofHours(1);

    private static final int MAX_RECORDS = 10_000;
    private static final long MAX_BYTES = 16 << 20;
    private static final int MAX_TRAILS = 50_000;

    private final EventLog log;
    private final Duration longestGap;
    private final int mostRecords;
    private final int mostTrails;

    /**
     * A reader.
     *
     * @param longestGap see {@link #DEFAULT_GAP}
     */
    public TrailReader(EventLog log, Duration longestGap) {
        this(log, longestGap, MAX_RECORDS, MAX_TRAILS);
    }

    TrailReader(EventLog log, Duration longestGap, int mostRecords, int mostTrails) {
        this.log = log;
        this.longestGap = longestGap;
        this.mostRecords = mostRecords;
        this.mostTrails = mostTrails;
    }

    /**
     * The records of one logical execution; empty when there are none.
     */
    Optional<Trail> trail(CorrelationId id, LongConsumer rows) throws IOException {
        Gathering gathering = new Gathering(id);
        log.read(log.start(), gathering.counted(rows));
        if (gathering.records.isEmpty()) {
            return Optional.empty();
        }
        // a stable sort: what bears the same time stays in the order in which it was recorded
        gathering.records.sort(Comparator.comparing(AuditRecord::at));
        List<String> notes = new ArrayList<>();
        if (gathering.omitted > 0) {
            notes.add("there are more records than are shown (" + gathering.omitted
                    + " more, those that were recorded last)");
        }
        return Optional.of(Trail.of(id, List.copyOf(gathering.records), longestGap, notes));
    }

    /** The executions that a filter wants, the latest first. */
    TrailList list(TrailQuery filter, LongConsumer rows) throws IOException {
        TrailTable table = new TrailTable(filter, mostTrails);
        log.read(log.start(), table.counted(rows));
        return table.list();
    }

    private final class Gathering implements EventLog.RowVisitor {
        private final CorrelationId id;
        private final CorrelationId.Search search;
        private final List<AuditRecord> records = new ArrayList<>();
        private long bytes;
        private long omitted;

        Gathering(CorrelationId id) {
            this.id = id;
            this.search = id.search();
        }

        @Override
        public void row(byte[] row, int from, int to) {
            if (!search.isIn(row, from, to)) {
                return;
            }
            Optional<AuditRecord> record = AuditRecord.read(row, from, to)
                    .filter(found -> found.correlationId().equalsIgnoreCase(id.text()));
            if (record.isEmpty()) {
                return;
            }
            bytes += to - from;
            if (records.size() < mostRecords && bytes <= MAX_BYTES) {
                records.add(record.get());
            } else {
                omitted++;
            }
        }
    }
}
