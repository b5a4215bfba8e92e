package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.json.RowFormat;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of a stream for somebody who does more with them than record them, some at a time: {@link #next}, then
 * {@link #append} and {@link #keepRefused}, each of which may fail without an end to the stream. Not for two threads.
 */
public final class RowStream {
    private final Contract contract;
    private final String source;
    private final StreamSource rows;
    private final Map<Contract, EventLog> logs;
    private final Function<Contract, IdentityIndex> indexes;
    private final Refusals refusals;
    private final RowValidator validator = new RowValidator();
    private final Rows current = new Rows();
    private Batch batch = new Batch(current, false, "");

    RowStream(
            InputStream in,
            Contract contract,
            String source,
            Map<Contract, EventLog> logs,
            Function<Contract, IdentityIndex> indexes,
            Refusals refusals) {
        this.rows = new StreamSource(in, RowFormat.AUTO);
        this.contract = contract;
        this.source = source;
        this.logs = logs;
        this.indexes = indexes;
        this.refusals = refusals;
    }

    /**
     * Reads and checks the rows that have arrived, and waits only for the first. Those before are forgotten.
     *
     * @return whether there are any; if not, {@link #end} says whether all were read
     */
    public boolean next() {
        if (!rows.fill(current)) {
            return false;
        }
        batch = new Batch(current, false, source);
        batch.decode();
        batch.validate(validator, Optional.of(contract));
        return true;
    }

    /** How many rows there are at a time. */
    public int count() {
        return current.count();
    }

    /** Where a row stood in the stream, counted from 1. */
    public long line(int row) {
        return current.line(row);
    }

    /** A row as it came, without the end of its line; the beginning of one that is too long. */
    public byte[] text(int row) {
        return Arrays.copyOfRange(current.bytes(), current.begin(row), current.ending(row));
    }

    /** Whether nothing follows a row in the stream, not even the end of its line. */
    public boolean isUnfinished(int row) {
        return row == current.count() - 1 && rows.isUnfinished();
    }

    /** Why a row is refused; empty when it is valid. */
    public Optional<Refusal> refusal(int row) {
        return batch.refusal(row);
    }

    /** What the sender of a valid row should know. */
    public List<Finding> warnings(int row) {
        return batch.warnings(row);
    }

    /** Returns when the valid rows are on disk, now or since before. */
    public void append() throws IOException {
        batch.append(logs, indexes);
    }

    /** Returns when the refused rows are in quarantine. */
    public void keepRefused() throws IOException {
        batch.keepRefused(refusals);
    }

    /** Why the stream ended early, if it did. */
    public Optional<EarlyEnd> end() {
        return rows.end();
    }
}
