package dev.candor.eventlog;

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

/** Walks through all rows of a log, counts, and keeps copies of what is damaged. */
final class Inspection {
    private static final int BLOCK_BYTES = 1 << 16;

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
        for (int day : days) {
            health = health.plus(new LogHealth(0, 0, 0, 0, 0, lines(folder.torn(day)), 0));
        }
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
        Optional<PartStream> file = files.open(day, part);
        if (file.isEmpty()) {
            return LogHealth.empty();
        }
        DamageNotes notes = DamageNotes.in(folder.damaged(day));
        try (PartStream in = file.get()) {
            Walk walk = new Walk(part, notes);
            RowScanner.Outcome outcome = RowScanner.scan(in, 0, walk);
            if (in.isBroken() || (closed && outcome.unfinished() > 0)) {
                walk.damaged(outcome.end(), outcome.unfinished(), new byte[0], 0, 0);
            }
            walk.endStretch();
            return new LogHealth(1, in.bytesOnDisk(), walk.rows, walk.damagedRows, walk.damagedBytes, 0, 0);
        }
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
        private final DamageNotes notes;
        private final RowCheck check = new RowCheck();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long rows;
        private long damagedRows;
        private long damagedBytes;
        private long begin = NONE;
        private long end;

        Walk(int part, DamageNotes notes) {
            this.part = part;
            this.notes = notes;
        }

        @Override
        public void line(long offset, byte[] bytes, int from, int to) throws IOException {
            if (check.isRow(bytes, from, to)) {
                rows++;
                endStretch();
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
                notes.keep(part, begin, end - begin, kept.toByteArray());
                begin = NONE;
                kept.reset();
            }
        }
    }
}
