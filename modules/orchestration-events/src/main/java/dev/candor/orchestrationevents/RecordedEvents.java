package dev.candor.orchestrationevents;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.EventLog.RowVisitor;
import dev.candor.foundation.json.JsonRows;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.RowValidator;
import dev.candor.ingestion.RowValidator.Verdict;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Events that stand in files instead of the log of the user path, checked by the shipped rules and without secrets. In the
 * place of a row that is refused stands one that is no event, so that it is counted.
 */
public final class RecordedEvents {
    private static final byte[] NO_EVENT = "{}".getBytes(StandardCharsets.UTF_8);

    private final RowValidator validator = new RowValidator();
    private final RowVisitor visitor;
    private long rows;

    /** Events for a visitor. */
    public RecordedEvents(RowVisitor visitor) {
        this.visitor = visitor;
    }

    /** Visits the rows of a file to its end. */
    public void visit(InputStream file) throws IOException {
        JsonRows input = JsonRows.over(file, RowFormat.AUTO);
        while (input.next()) {
            if (input.isTooLong()) {
                take(NO_EVENT);
            } else {
                row(input.bytes(), input.from(), input.to());
            }
        }
    }

    /** Visits the rows that {@link EventTee} recorded. */
    public void visit(EventLog events) throws IOException {
        events.read(events.start(), this::row);
    }

    private void row(byte[] bytes, int from, int to) throws IOException {
        Verdict verdict = validator.validate(bytes, from, to, Optional.of(Contract.ORCHESTRATION));
        take(verdict instanceof Verdict.Valid valid ? valid.row() : NO_EVENT);
    }

    private void take(byte[] row) throws IOException {
        rows++;
        visitor.row(row, 0, row.length);
    }

    /** How many rows were visited. */
    public long rows() {
        return rows;
    }
}
