package dev.candor.orchestrationevents;

import dev.candor.ingestion.EarlyEnd;
import dev.candor.ingestion.Refusal;
import dev.candor.ingestion.RowStream;
import dev.candor.validation.schema.Finding;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Passes a stream of orchestration events on while they go through ingestion: what is valid is recorded and passed on, a
 * line byte for byte, in its order; what is refused is told, kept in quarantine, and stops nothing.
 *
 * <p>Lines that have arrived together share one wait for the disk; before more input is waited for, all of them are
 * recorded and passed on. An event that cannot be recorded is passed on even when that is suppressed. Not for two threads.
 */
public final class EventTee {
    private final RowStream rows;
    private final Sink events;
    private final Sink offenders;
    private final PassedOn passedOn;
    private final boolean suppressed;
    private final TeeListener listener;
    private final TeeCounts counts = new TeeCounts();

    /**
     * A tee.
     *
     * @param rows of the contract {@code orchestration}
     * @param out where valid events are passed on to
     * @param suppressed whether they are passed on only when they cannot be recorded
     * @param clock says when a sink that failed is tried again
     */
    public EventTee(RowStream rows, OutputStream out, boolean suppressed, InstantSource clock, TeeListener listener) {
        this.rows = rows;
        this.events = new Sink("the events", "go to standard output", rows::append, clock, listener::notice);
        this.offenders = new Sink("the offenders", "are told but not kept", rows::keepRefused, clock, listener::notice);
        this.passedOn = new PassedOn(out, listener::notice);
        this.suppressed = suppressed;
        this.listener = listener;
    }

    /**
     * Copies to the end of the input.
     *
     * @return why the input cannot be read to its end, if so; what was read before is recorded and passed on
     */
    public Optional<EarlyEnd> copy() {
        while (rows.next()) {
            copyArrived();
        }
        return rows.end();
    }

    /** What became of the lines so far. */
    public TeeCounts counts() {
        return counts;
    }

    private void copyArrived() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int valid = 0;
        for (int row = 0; row < rows.count(); row++) {
            Optional<Refusal> refusal = rows.refusal(row);
            if (refusal.isPresent()) {
                listener.refused(rows.line(row), refusal.get().summary());
            } else {
                warn(row);
                copy(row, text);
                valid++;
            }
        }
        int refused = rows.count() - valid;
        counts.events += rows.count();
        counts.refused += refused;
        if (refused > 0) {
            offenders.take(refused);
        }
        if (valid > 0) {
            record(valid, text);
        }
    }

    private void warn(int row) {
        List<Finding> warnings = rows.warnings(row);
        warnings.forEach(warning -> listener.warned(rows.line(row), warning));
        counts.warnings += warnings.size();
    }

    /** A line goes on as it is, a row of several lines as one line: no string goes over the end of a line. */
    private void copy(int row, ByteArrayOutputStream into) {
        byte[] line = rows.text(row);
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
        }
        into.writeBytes(line);
        if (!rows.isUnfinished(row)) {
            into.write('\n');
        }
    }

    private void record(int valid, ByteArrayOutputStream text) {
        boolean recorded = events.take(valid);
        boolean passed = (!suppressed || !recorded) && passedOn.write(text);
        counts.recorded += recorded ? valid : 0;
        counts.passedOn += passed ? valid : 0;
        counts.lost += recorded || passed ? 0 : valid;
    }
}
