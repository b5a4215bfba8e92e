package dev.candor.foundation.eventlog;

import dev.candor.foundation.eventlog.ActivePart.Opener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** A log in a folder of files; see {@link LogFolder}. Writers of all processes take turns by a lock. */
final class FileEventLog implements EventLog {
    /** How long rows of other processes may stay unseen by who awaits them. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final LogWriter writer;
    private final GroupCommit commits;
    private final LogReader reader;
    private final Arrivals arrivals = new Arrivals();

    FileEventLog(Path folder, LogSettings settings, InstantSource clock, Consumer<String> notices, Opener opener) {
        LogFolder files = new LogFolder(folder, settings.name());
        this.writer = new LogWriter(files, settings, clock, notices, opener);
        this.commits = new GroupCommit(writer::commit, Math.min(RowBuffer.MAX_BYTES, settings.partBytes()));
        this.reader = new LogReader(files);
    }

    @Override
    public List<Position> append(List<byte[]> rows) throws IOException {
        return rows.isEmpty() ? List.of() : commit(Batch.of(rows));
    }

    @Override
    public void append(Admission admission) throws IOException {
        commit(Batch.of(admission));
    }

    private List<Position> commit(Batch batch) throws IOException {
        if (writer.isBusyWithThisThread()) {
            throw new IllegalStateException("an admission appends what it returns, and must not append by itself");
        }
        commits.commit(batch);
        arrivals.announce();
        return batch.places();
    }

    @Override
    public Position start() {
        return FilePosition.START.position();
    }

    @Override
    public Position end() throws IOException {
        return writer.end().position();
    }

    @Override
    public Position read(Position from, RowVisitor visitor) throws IOException {
        return reader.read(FilePosition.of(from), visitor).position();
    }

    @Override
    public boolean await(Position behind, Duration atMost) throws IOException, InterruptedException {
        FilePosition place = FilePosition.of(behind);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long known = arrivals.count();
            if (reader.isAnythingBehind(place)) {
                return true;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            arrivals.await(known, Math.min(left, GLANCE.toNanos()));
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
