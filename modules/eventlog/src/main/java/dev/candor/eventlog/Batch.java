package dev.candor.eventlog;

import dev.candor.eventlog.EventLog.Admission;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of one caller that are appended or refused together, and what became of them. */
final class Batch {
    private final Optional<Admission> admission;
    private List<byte[]> rows;
    private long bytes;
    private long expectedBytes;
    private boolean admitted;
    private boolean ownFault;
    private boolean done;
    private FilePosition before = FilePosition.START;
    private Optional<Throwable> failure = Optional.empty();

    private Batch(Optional<Admission> admission, List<byte[]> rows) {
        this.admission = admission;
        this.rows = rows;
    }

    /** Rows that are appended in any case. */
    static Batch of(List<byte[]> rows) {
        Batch batch = new Batch(Optional.empty(), List.of());
        batch.take(rows);
        batch.expectedBytes = batch.bytes;
        return batch;
    }

    /** Rows that are chosen later. */
    static Batch of(Admission admission) {
        Batch batch = new Batch(Optional.of(admission), List.of());
        batch.expectedBytes = admission.mostBytes();
        return batch;
    }

    private void take(List<byte[]> chosen) {
        long sum = 0;
        for (byte[] row : chosen) {
            mustBeARow(row);
            sum += row.length + 1;
        }
        rows = chosen;
        bytes = sum;
    }

    private static void mustBeARow(byte[] row) {
        if (row.length == 0 || row.length > LineScanner.MAX_LINE_BYTES) {
            throw new IllegalArgumentException(
                    "a row has 1 to " + LineScanner.MAX_LINE_BYTES + " bytes, found " + row.length);
        }
        for (byte b : row) {
            if (b == '\n') {
                throw new IllegalArgumentException("a row is one line, found a newline in it");
            }
        }
    }

    boolean isAdmission() {
        return admission.isPresent();
    }

    /** Whether it is known what became of it. */
    boolean isDone() {
        return done;
    }

    /** Lets an admission choose its rows; when it throws, this batch has failed and no other. */
    void admit(FilePosition end) {
        if (admission.isEmpty()) {
            return;
        }
        try {
            List<byte[]> chosen = admission.get().admit(end.position());
            admitted = true;
            take(chosen);
        } catch (IOException | RuntimeException | Error e) {
            ownFault = true;
            failed(e);
        }
    }

    /** The rows are on disk. */
    void appended(FilePosition place) {
        before = place;
        done = true;
        if (admission.isPresent()) {
            try {
                admission.get().appended(place.position(), behind().position());
            } catch (RuntimeException | Error e) {
                ownFault = true;
                failure = Optional.of(e);
            }
        }
    }

    /** The rows are not in the log. */
    void failed(Throwable reason) {
        failure = Optional.of(reason);
        done = true;
        rows = List.of();
        bytes = 0;
        if (admitted) {
            admitted = false;
            try {
                admission.orElseThrow().failed();
            } catch (RuntimeException | Error e) {
                reason.addSuppressed(e);
            }
        }
    }

    /** The rows to append, after {@link #admit}. */
    List<byte[]> rows() {
        return rows;
    }

    /** How long the rows may be at most, as far as that is known before {@link #admit}. */
    long expectedBytes() {
        return expectedBytes;
    }

    /** Their length with their newlines. */
    long bytes() {
        return bytes;
    }

    private FilePosition behind() {
        return before.at(before.offset() + bytes);
    }

    /** The places before the rows that were appended; throws what went wrong otherwise. */
    List<Position> places() throws IOException {
        if (!done) {
            throw new IllegalStateException("nobody decided about these rows");
        }
        if (failure.isEmpty()) {
            return new Places(before, rows);
        }
        Throwable reason = failure.get();
        if (reason instanceof NoSpaceException full && !ownFault) {
            throw new NoSpaceException(Reasons.of(full), full);
        }
        if (reason instanceof IOException io) {
            // others got the same one, and each throws his own
            throw ownFault ? io : new IOException(Reasons.of(io), io);
        }
        if (reason instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        throw (Error) reason;
    }
}
