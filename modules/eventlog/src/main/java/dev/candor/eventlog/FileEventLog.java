package dev.candor.eventlog;

import dev.candor.eventlog.ActivePart.Opener;
import dev.candor.foundation.files.LineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A log in a folder of files; see {@link LogFolder}. Writers of all processes take turns by a lock. */
final class FileEventLog implements KeptLog {
    /** How long rows of other processes may stay unseen by who awaits them. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private final LogFolder folder;
    private final InstantSource clock;
    private final LogWriter writer;
    private final GroupCommit commits;
    private final LogReader reader;
    private final Map<String, Inspection.Known> known = new ConcurrentHashMap<>();
    private final Arrivals arrivals = new Arrivals();

    FileEventLog(Path folder, LogSettings settings, InstantSource clock, Consumer<String> notices, Opener opener) {
        this.folder = new LogFolder(folder, settings.name());
        this.clock = clock;
        this.writer = new LogWriter(this.folder, settings, clock, notices, opener);
        this.commits = new GroupCommit(writer::commit, Math.min(RowBuffer.MAX_BYTES, settings.partBytes()));
        this.reader = new LogReader(this.folder);
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
    public List<LogPart> parts() throws IOException {
        return reader.parts();
    }

    @Override
    public LogExtent extent() throws IOException {
        return LogExtent.of(folder);
    }

    @Override
    public PartRead readPart(Position from, RowVisitor visitor) throws IOException {
        return reader.readPart(FilePosition.of(from), visitor);
    }

    @Override
    public boolean areInOnePart(Position one, Position other) throws UnknownPositionException {
        return FilePosition.of(one).isInSamePart(FilePosition.of(other));
    }

    @Override
    public List<String> missingParts() throws IOException {
        return Files.isDirectory(folder.folder()) ? new PartCatalog(folder).missing() : List.of();
    }

    @Override
    public Optional<Instant> prunedBefore() throws IOException {
        if (!Files.isDirectory(folder.folder()) || !new PartCatalog(folder).isPruned()) {
            return Optional.empty();
        }
        Optional<LogPart> first = parts().stream().findFirst();
        return first.isEmpty()
                ? Optional.empty()
                : Optional.of(FilePosition.of(first.get().start()).wholeFrom());
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
    public Optional<LogHealth> inspect(BooleanSupplier stop) throws IOException {
        if (!Files.isDirectory(folder.folder())) {
            return Optional.of(LogHealth.empty());
        }
        return new Inspection(folder, known, this::maintained, stop).run();
    }

    @Override
    public LogHealth inspectNewest(int parts, RowVisitor visitor) throws IOException {
        return Files.isDirectory(folder.folder()) ? Inspection.ofNewest(folder, parts, visitor) : LogHealth.empty();
    }

    @Override
    public int compress(BooleanSupplier stop) throws IOException {
        return Files.isDirectory(folder.folder()) ? maintained(() -> new Compression(folder).run(stop)) : 0;
    }

    @Override
    public long snapshot(FileVisitor visitor) throws IOException {
        if (!Files.isDirectory(folder.folder())) {
            return 0;
        }
        return maintained(() -> {
            byte[] catalog = new PartCatalog(folder).bytes();
            return Snapshot.visit(folder, catalog, writer.end(), visitor);
        });
    }

    @Override
    public Pruned prune(Retention retention, boolean dryRun) throws IOException {
        Pruning pruning = new Pruning(folder, retention, clock.instant());
        if (dryRun || pruning.candidates().isEmpty()) {
            return pruned(pruning.candidates());
        }
        return maintained(() -> {
            List<ClosedPart> parts = pruning.candidates();
            Pruned result = pruned(parts);
            pruning.remove(parts);
            return result;
        });
    }

    private static Pruned pruned(List<ClosedPart> parts) throws IOException {
        List<Pruned.Part> named = new ArrayList<>();
        for (ClosedPart part : parts) {
            named.add(new Pruned.Part(part.name(), part.bytes()));
        }
        return new Pruned(named);
    }

    private <T> T maintained(Inspection.Work<T> work) throws IOException {
        LineFile lock = LineFile.lock(folder.maintenanceLock(), LOCK_TIMEOUT);
        try {
            return work.run();
        } finally {
            lock.close();
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
