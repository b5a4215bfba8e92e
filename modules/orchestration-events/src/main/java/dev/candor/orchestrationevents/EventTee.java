package dev.candor.orchestrationevents;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.json.JsonRows;
import dev.candor.foundation.json.RowFormat;
import dev.candor.validation.contract.ContractRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copies a stream of orchestration events, as a rule a JSON object a line: what is valid is recorded durably and passed on,
 * a line byte for byte, in its order; what is not is told, kept with the offenders, and stops nothing. Secrets reach no disk.
 *
 * <p>Lines that have arrived together, at most {@value #MAX_LINES} lines or {@value #MAX_BYTES} bytes, share one wait
 * for the disk; before more input is waited for, all of them are recorded and passed on. An event that cannot be recorded
 * is passed on even when that is suppressed. Not for two threads.
 */
public final class EventTee {
    /** How many lines share a wait for the disk. */
    static final int MAX_LINES = 256;

    /** How many bytes of lines share a wait for the disk. */
    static final int MAX_BYTES = 1 << 20;

    private final LineCheck check;
    private final Sink events;
    private final Sink offenders;
    private final PassedOn passedOn;
    private final boolean suppressed;
    private final InstantSource clock;
    private final TeeListener listener;
    private final TeeCounts counts = new TeeCounts();

    private final List<byte[]> rows = new ArrayList<>();
    private final List<byte[]> refused = new ArrayList<>();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private int lines;
    private int bytes;

    /**
     * A tee.
     *
     * @param rules those of the contract {@code orchestration}
     * @param folder where the events and their offenders are recorded
     * @param out where valid events are passed on to
     * @param suppressed whether they are passed on only when they cannot be recorded
     * @param clock says when an offender was met, and when a sink that failed is tried again
     */
    public EventTee(
            ContractRules rules,
            TeeFolder folder,
            OutputStream out,
            boolean suppressed,
            InstantSource clock,
            TeeListener listener) {
        this.check = new LineCheck(rules);
        this.events = new Sink("the events", "go to standard output", folder.events(), clock, listener::notice);
        this.offenders =
                new Sink("the offenders", "are told but not kept", folder.offenders(), clock, listener::notice);
        this.passedOn = new PassedOn(out, listener::notice);
        this.suppressed = suppressed;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * The logs of a tee.
     *
     * @param events takes what is valid, as canonical JSON
     * @param offenders takes what was refused, with its reason
     */
    public record TeeFolder(EventLog events, EventLog offenders) {}

    /**
     * Copies to the end of the input.
     *
     * @return what became of the lines
     * @throws IOException when the input cannot be read; what was read before is recorded and passed on, and counted in
     *     {@link #counts}
     */
    public TeeCounts copy(InputStream in) throws IOException {
        JsonRows input = JsonRows.over(in, RowFormat.AUTO);
        try {
            while (nextOf(input)) {
                take(input);
            }
        } finally {
            commit();
        }
        return counts;
    }

    /** What became of the lines so far. */
    public TeeCounts counts() {
        return counts;
    }

    /** Whether there is another row. All rows that are there are recorded and passed on before one is waited for. */
    private boolean nextOf(JsonRows input) throws IOException {
        if (input.next(false)) {
            return true;
        }
        commit();
        return input.next();
    }

    private void take(JsonRows input) {
        byte[] text = input.bytes();
        LineCheck.Verdict verdict = input.isTooLong()
                ? LineCheck.overlong(text, input.from(), input.to())
                : check.check(text, input.from(), input.to());
        if (verdict instanceof LineCheck.Valid valid) {
            valid.warnings().forEach(warning -> listener.warned(input.number(), warning));
            counts.warnings += valid.warnings().size();
            rows.add(valid.row());
            pass(input);
        } else if (verdict instanceof LineCheck.Refused offence) {
            refuse(input.number(), offence);
        }
        added(input.to() - input.from());
    }

    /** A line goes on as it is, a row of several lines as one line: no string goes over the end of a line. */
    private void pass(JsonRows input) {
        byte[] line = Arrays.copyOfRange(input.bytes(), input.from(), input.to());
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
        }
        raw.writeBytes(line);
        if (!input.isAtEnd()) {
            raw.write('\n');
        }
    }

    private void refuse(long line, LineCheck.Refused offence) {
        listener.refused(line, offence.why());
        refused.add(offence.row(line, clock.instant()));
    }

    private void added(int length) {
        lines++;
        bytes += length;
        if (lines >= MAX_LINES || bytes >= MAX_BYTES) {
            commit();
        }
    }

    private void commit() {
        if (lines == 0) {
            return;
        }
        counts.events += lines;
        counts.refused += refused.size();
        if (!refused.isEmpty()) {
            offenders.append(refused);
        }
        if (!rows.isEmpty()) {
            boolean recorded = events.append(rows);
            boolean passed = (!suppressed || !recorded) && passedOn.write(raw);
            counts.recorded += recorded ? rows.size() : 0;
            counts.passedOn += passed ? rows.size() : 0;
            counts.lost += recorded || passed ? 0 : rows.size();
        }
        rows.clear();
        refused.clear();
        raw.reset();
        lines = 0;
        bytes = 0;
    }
}
