package dev.candor.ingestion;

import dev.candor.foundation.files.BlockStream;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonRows;
import dev.candor.foundation.json.JsonRows.Form;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.IngestionException.Kind;
import dev.candor.validation.schema.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Takes one stream apart, a batch at a time. When it ends early, what was whole until then has been worked on. */
final class Taking implements JsonRows.Visitor {
    /** Works on a batch, to its end or to where it can go. */
    interface Worker {
        void work(Batch batch) throws IngestionException;
    }

    /** Carries a failure out of the scanners, which know only of streams that cannot be read. */
    static final class StoppedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient IngestionException why;

        StoppedException(IngestionException why) {
            super(why);
            this.why = why;
        }

        IngestionException why() {
            return why;
        }
    }

    private final Worker worker;
    private final LongConsumer progress;
    private final Rows rows = new Rows();
    private final Tally tally = new Tally();

    Taking(Worker worker, LongConsumer progress) {
        this.worker = worker;
        this.progress = progress;
    }

    /** What became of the rows so far. */
    Receipt receipt() {
        return tally.receipt();
    }

    /** Takes all rows. */
    void rows(InputStream in, RowFormat format) throws IOException, IngestionException {
        try {
            Form form = JsonRows.scan(new Arriving(in), format, this);
            if (format == RowFormat.JSON && form == Form.DOCUMENTS) {
                mustBeJson();
            }
        } catch (StoppedException e) {
            throw e;
        } catch (BrokenTextException e) {
            work();
            throw new IngestionException(Kind.UNDECODABLE, e.sentence(), receipt());
        } catch (IOException unreadable) {
            work();
            throw unreadable;
        }
        work();
    }

    /** A single text that is no JSON is no row of which anything could be said. */
    private void mustBeJson() throws IngestionException {
        if (rows.isOverlong(0)) {
            throw new IngestionException(Kind.TOO_LARGE, Finding.overlong().sentence());
        }
        try {
            JsonValue.parse(rows.bytes(), rows.begin(0), rows.ending(0));
        } catch (JsonSyntaxException e) {
            throw new IngestionException(Kind.UNDECODABLE, Finding.notJson(e).sentence());
        }
    }

    @Override
    public void row(long number, byte[] bytes, int from, int to, boolean tooLong) throws IOException {
        rows.add(number, bytes, from, tooLong ? Math.min(to, from + LineScanner.HEAD_BYTES) : to, tooLong);
        // the only row of a text is looked at first
        if (rows.isFull() && number > 1) {
            work();
        }
    }

    private void work() throws StoppedException {
        if (rows.count() == 0) {
            return;
        }
        Batch batch = new Batch(rows);
        try {
            worker.work(batch);
        } catch (IngestionException e) {
            throw new StoppedException(e);
        } finally {
            batch.addTo(tally);
            rows.clear();
        }
        progress.accept(tally.received());
    }

    /** Works on the rows that are there before it waits for more. */
    private final class Arriving extends BlockStream {
        Arriving(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (rows.count() > 0 && in.available() == 0) {
                work();
            }
            return in.read(into, from, length);
        }
    }
}
