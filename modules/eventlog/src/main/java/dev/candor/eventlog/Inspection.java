package dev.candor.eventlog;

import dev.candor.eventlog.EventLog.RowVisitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Walks through the rows of a log, counts, and keeps copies of what is damaged. */
final class Inspection {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final Stretches UNKEPT = (part, offset, length, bytes) -> {};

    private final LogFolder folder;
    private final PartFiles files;
    private final Map<String, Known> known;
    private final Lock lock;
    private final BooleanSupplier stop;

    /** What is done while nobody else looks after the log. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Keeps others that look after the log away. */
    interface Lock {
        LogHealth during(Work<LogHealth> work) throws IOException;
    }

    /** Takes what is damaged: which part of the log, where in it, how long it is, and how it begins. */
    private interface Stretches {
        void keep(int part, long offset, long length, byte[] bytes) throws IOException;
    }

    /** What was found in a closed part when it was of that size and time. */
    record Known(long bytes, FileTime written, LogHealth health) {}

    /**
     * An inspection.
     *
     * @param known closed parts by name, which are not read again as long as they are as they were
     * @param lock taken for each part that is read
     * @param stop asked before each part
     */
    Inspection(LogFolder folder, Map<String, Known> known, Lock lock, BooleanSupplier stop) {
        this.folder = folder;
        this.files = new PartFiles(folder);
        this.known = known;
        this.lock = lock;
        this.stop = stop;
    }

    /** What was found; nothing when it was stopped. */
    Optional<LogHealth> run() throws IOException {
        NavigableSet<Integer> days = folder.days();
        List<ClosedPart> closed = ClosedPart.of(folder);
        known.keySet().retainAll(closed.stream().map(ClosedPart::name).toList());
        long missing = new PartCatalog(folder).missing().size();
        LogHealth health = new LogHealth(0, 0, 0, 0, 0, 0, missing);
        for (ClosedPart part : closed) {
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            health = health.plus(closed(part));
        }
        health = health.plus(torn(folder, days));
        if (days.isEmpty()) {
            return Optional.of(health);
        }
        if (stop.getAsBoolean()) {
            return Optional.empty();
        }
        int day = days.last();
        int active = folder.parts(day).active();
        return Optional.of(health.plus(lock.during(() -> inspect(day, active, false))));
    }

    /**
     * What is found in the newest parts, the oldest of them first. Nothing is written and no lock is taken; rows are counted,
     * and visited.
     */
    static LogHealth ofNewest(LogFolder folder, int parts, RowVisitor visitor) throws IOException {
        NavigableSet<Integer> days = folder.days();
        LogHealth health = new LogHealth(
                0, 0, 0, 0, 0, 0, new PartCatalog(folder).missing().size());
        if (days.isEmpty()) {
            return health;
        }
        PartFiles files = new PartFiles(folder);
        List<ClosedPart> closed = ClosedPart.of(folder);
        for (ClosedPart part : closed.subList(Math.max(0, closed.size() + 1 - parts), closed.size())) {
            health = health.plus(read(files, part.day(), part.part(), true, UNKEPT, visitor));
        }
        int day = days.last();
        LogHealth active = read(files, day, folder.parts(day).active(), false, UNKEPT, visitor);
        return health.plus(active).plus(torn(folder, days));
    }

    /** How many rows can be read in the bytes of a part, which are closed then. */
    static long rows(InputStream part) throws IOException {
        try (part) {
            Walk walk = new Walk(0, UNKEPT, (bytes, from, to) -> {});
            RowScanner.scan(part, 0, walk);
            return walk.rows;
        }
    }

    private LogHealth closed(ClosedPart part) throws IOException {
        Known before = known.get(part.name());
        try {
            BasicFileAttributes now = Files.readAttributes(part.file(), BasicFileAttributes.class);
            if (before != null && before.bytes == now.size() && before.written.equals(now.lastModifiedTime())) {
                return before.health;
            }
            LogHealth found = lock.during(() -> inspect(part.day(), part.part(), true));
            known.put(part.name(), new Known(now.size(), now.lastModifiedTime(), found));
            return found;
        } catch (NoSuchFileException gone) {
            // pruned, or compressed or given its number just now
            return lock.during(() -> inspect(part.day(), part.part(), true));
        }
    }

    private LogHealth inspect(int day, int part, boolean closed) throws IOException {
        return read(files, day, part, closed, DamageNotes.in(folder.damaged(day))::keep, (bytes, from, to) -> {});
    }

    private static LogHealth read(
            PartFiles files, int day, int part, boolean closed, Stretches stretches, RowVisitor visitor)
            throws IOException {
        Optional<PartStream> file = files.open(day, part);
        if (file.isEmpty()) {
            return LogHealth.empty();
        }
        try (PartStream in = file.get()) {
            Walk walk = new Walk(part, stretches, visitor);
            RowScanner.Outcome outcome = RowScanner.scan(in, 0, walk);
            if (in.isBroken() || (closed && outcome.unfinished() > 0)) {
                walk.damaged(outcome.end(), outcome.unfinished(), new byte[0], 0, 0);
            }
            walk.endStretch();
            return new LogHealth(1, in.bytesOnDisk(), walk.rows, walk.damagedRows, walk.damagedBytes, 0, 0);
        }
    }

    private static LogHealth torn(LogFolder folder, NavigableSet<Integer> days) throws IOException {
        long rows = 0;
        for (int day : days) {
            rows += lines(folder.torn(day));
        }
        return new LogHealth(0, 0, 0, 0, 0, rows, 0);
    }

    private static long lines(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        long lines = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int count = in.read(block); count > 0; count = in.read(block)) {
                for (int i = 0; i < count; i++) {
                    lines += block[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    /** One part: damaged lines that stand one behind the other are one stretch. */
    private static final class Walk implements RowScanner.Visitor {
        private static final int MAX_KEPT = 1 << 16;
        private static final long NONE = -1;

        private final int part;
        private final Stretches stretches;
        private final RowVisitor visitor;
        private final RowCheck check = new RowCheck();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long rows;
        private long damagedRows;
        private long damagedBytes;
        private long begin = NONE;
        private long end;

        Walk(int part, Stretches stretches, RowVisitor visitor) {
            this.part = part;
            this.stretches = stretches;
            this.visitor = visitor;
        }

        @Override
        public void line(long offset, byte[] bytes, int from, int to) throws IOException {
            if (check.isRow(bytes, from, to)) {
                rows++;
                endStretch();
                visitor.row(bytes, from, to);
            } else {
                damaged(offset, to - from + 1L, bytes, from, to);
            }
        }

        @Override
        public void overlong(long offset, long length, byte[] bytes, int from, int to) {
            damaged(offset, length + 1, bytes, from, to);
        }

        void damaged(long offset, long length, byte[] bytes, int from, int to) {
            damagedRows++;
            damagedBytes += length;
            if (begin == NONE) {
                begin = offset;
            }
            end = offset + length;
            kept.write(bytes, from, Math.min(to - from, MAX_KEPT - kept.size()));
            if (kept.size() < MAX_KEPT && kept.size() < end - begin) {
                kept.write('\n');
            }
        }

        void endStretch() throws IOException {
            if (begin != NONE) {
                stretches.keep(part, begin, end - begin, kept.toByteArray());
                begin = NONE;
                kept.reset();
            }
        }
    }
}
