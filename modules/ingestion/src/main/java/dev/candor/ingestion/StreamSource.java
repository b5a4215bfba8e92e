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
final class StreamSource implements RowSource {
    private final JsonRows rows;
    private final RowFormat format;
    private Optional<EarlyEnd> end = Optional.empty();
    private boolean isUnfinished;

    StreamSource(InputStream in, RowFormat format) {
        this.rows = JsonRows.over(in, format);
        this.format = format;
    }

    /** As many rows as have arrived; it waits only for the first. */
    @Override
    public boolean fill(Rows batch) {
        batch.clear();
        try {
            while (end.isEmpty() && !batch.isFull() && rows.next(batch.count() == 0)) {
                int to = rows.isTooLong() ? Math.min(rows.to(), rows.from() + LineScanner.HEAD_BYTES) : rows.to();
                batch.add(rows.number(), rows.bytes(), rows.from(), to, rows.isTooLong());
                isUnfinished = rows.isAtEnd();
            }
        } catch (BrokenTextException e) {
            end = Optional.of(new EarlyEnd(Kind.UNDECODABLE, e.sentence()));
        } catch (IOException e) {
            end = Optional.of(new EarlyEnd(Kind.UNREADABLE, Reasons.of(e), Optional.of(e)));
        }
        return batch.count() > 0;
    }

    /** Whether nothing follows the last row, not even the end of its line. */
    boolean isUnfinished() {
        return isUnfinished;
    }

    @Override
    public boolean isOneText() {
        return format == RowFormat.JSON && rows.form() == Form.DOCUMENTS;
    }

    @Override
    public Optional<EarlyEnd> end() {
        return end;
    }
}
