package dev.candor.ingestion;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonRows;
import dev.candor.foundation.json.JsonRows.Form;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The rows of a stream, a batch at a time. When it ends early, what was whole until then comes first. */
final class RowSource {
    private final JsonRows rows;
    private final RowFormat format;
    private Optional<EarlyEnd> end = Optional.empty();

    RowSource(InputStream in, RowFormat format) {
        this.rows = JsonRows.over(in, format);
        this.format = format;
    }

    /** Puts the next rows there, as many as have arrived, and waits only for the first; returns whether there are any. */
    boolean fill(Rows batch) {
        batch.clear();
        try {
            while (end.isEmpty() && !batch.isFull() && (batch.count() == 0 ? rows.next() : rows.nextArrived())) {
                int to = rows.isTooLong() ? Math.min(rows.to(), rows.from() + LineScanner.HEAD_BYTES) : rows.to();
                batch.add(rows.number(), rows.bytes(), rows.from(), to, rows.isTooLong());
            }
        } catch (BrokenTextException e) {
            end = Optional.of(new EarlyEnd(Kind.UNDECODABLE, e.sentence()));
        } catch (IOException e) {
            end = Optional.of(new EarlyEnd(Kind.UNREADABLE, Reasons.of(e), Optional.of(e)));
        }
        return batch.count() > 0;
    }

    /** Whether all is one row: of a single text that is no JSON nothing could be said as a row. */
    boolean isOneText() {
        return format == RowFormat.JSON && rows.form() == Form.DOCUMENTS;
    }

    /** Why it ended early, once it has ended. */
    Optional<EarlyEnd> end() {
        return end;
    }
}
