package dev.candor.foundation.eventlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets many threads share one wait for the disk: whoever comes first writes what all the others handed in meanwhile.
 */
final class GroupCommit {
    /** Writes rows and returns when they are on disk, or throws and has written none of them. */
    interface Writer {
        void write(List<byte[]> rows) throws IOException;
    }

    private static final class Batch {
        private final List<byte[]> rows;
        private boolean done;
        private Optional<IOException> failure = Optional.empty();

        Batch(List<byte[]> rows) {
            this.rows = rows;
        }
    }

    private final Writer writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Batch> waiting = new ArrayList<>();

    GroupCommit(Writer writer) {
        this.writer = writer;
    }

    void commit(List<byte[]> rows) throws IOException {
        Batch own = new Batch(rows);
        synchronized (waiting) {
            waiting.add(own);
        }
        writing.lock();
        try {
            if (!own.done) {
                writeWaiting();
            }
        } finally {
            writing.unlock();
        }
        if (own.failure.isPresent()) {
            throw new IOException(own.failure.get().getMessage(), own.failure.get());
        }
    }

    private void writeWaiting() {
        List<Batch> batches;
        synchronized (waiting) {
            batches = List.copyOf(waiting);
            waiting.clear();
        }
        List<byte[]> rows = new ArrayList<>();
        batches.forEach(batch -> rows.addAll(batch.rows));
        Optional<IOException> failure = Optional.empty();
        try {
            writer.write(rows);
        } catch (IOException e) {
            failure = Optional.of(e);
        } catch (RuntimeException e) {
            failure = Optional.of(new IOException(e));
        }
        for (Batch batch : batches) {
            batch.failure = failure;
            batch.done = true;
        }
    }
}
