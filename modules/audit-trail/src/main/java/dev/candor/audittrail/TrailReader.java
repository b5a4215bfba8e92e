package dev.candor.audittrail;

import dev.candor.index.IndexSource;
import dev.candor.index.LogTable;
import dev.candor.index.Snapshot;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions about the records of the contract {@code audit}, from the index of their log. Safe for concurrent
 * calls.
 */
public final class TrailReader {
    /** How long nothing may be told of an execution before that is called a gap. */
    public static final Duration DEFAULT_GAP = Duration.ofHours(1);

    static final List<LogTable> TABLES = List.of(LogTable.of(Contract.AUDIT));

    /** How long before its first record that is left an execution may have begun. */
    private static final Duration MAX_UNSEEN = Duration.ofDays(1);

    private static final int MAX_RECORDS = 10_000;
    private static final long MAX_BYTES = 16 << 20;

    private final IndexSource index;
    private final Duration longestGap;
    private final int maxRecords;

    /**
     * A reader.
     *
     * @param longestGap see {@link #DEFAULT_GAP}
     */
    public TrailReader(IndexSource index, Duration longestGap) {
        this(index, longestGap, MAX_RECORDS);
    }

    TrailReader(IndexSource index, Duration longestGap, int maxRecords) {
        this.index = index;
        this.longestGap = longestGap;
        this.maxRecords = maxRecords;
    }

    /** The records of one logical execution; empty when there are none. */
    Optional<Trail> trail(CorrelationId id) throws IOException {
        return index.index().ask(TABLES, snapshot -> trail(id, snapshot));
    }

    private Optional<Trail> trail(CorrelationId id, Snapshot snapshot) throws IOException {
        Records found = new Records();
        snapshot.visit(
                "SELECT row FROM audit WHERE lower(correlation_id) = ? ORDER BY generated_at, part, seq",
                List.of(id.text()),
                row -> found.add(row.getString(1).getBytes(StandardCharsets.UTF_8)));
        if (found.records.isEmpty()) {
            return Optional.empty();
        }
        // the index knows times to the microsecond only; a stable sort keeps what bears the same time as it was
        // recorded
        found.records.sort(Comparator.comparing(AuditRecord::at));
        Instant mayHaveBegun = found.records.getFirst().at().minus(MAX_UNSEEN);
        return Optional.of(
                Trail.of(id, found.records, longestGap, found.omitted, snapshot.notes(Optional.of(mayHaveBegun))));
    }

    /** The executions that a filter wants, the latest first. */
    TrailList list(TrailQuery filter) throws IOException {
        return new TrailListing(index.index(), filter).list();
    }

    /** In the order of time; those of one time in the order in which they were recorded. */
    private final class Records {
        private final List<AuditRecord> records = new ArrayList<>();
        private long bytes;
        private long omitted;

        void add(byte[] row) {
            bytes += row.length;
            if (records.size() == maxRecords || bytes > MAX_BYTES) {
                omitted++;
            } else {
                AuditRecord.read(row, 0, row.length).ifPresent(records::add);
            }
        }
    }
}
