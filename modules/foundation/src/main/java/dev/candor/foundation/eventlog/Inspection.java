package dev.candor.foundation.eventlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;

/** Walks through all rows of a log, counts, and keeps copies of what is damaged. */
final class Inspection {
    private static final int BLOCK_BYTES = 1 << 16;

    private final LogFolder folder;
    private final PartFiles files;
    private LogHealth health = LogHealth.empty();

    Inspection(LogFolder folder) {
        this.folder = folder;
        this.files = new PartFiles(folder);
    }

    LogHealth run() throws IOException {
        NavigableSet<Integer> days = folder.days();
        for (int day : days) {
            DamageNotes notes = DamageNotes.in(folder.damaged(day));
            DayParts parts = folder.parts(day);
            for (int part : parts.closed()) {
                inspect(day, part, true, notes);
            }
            inspect(day, parts.active(), day < days.last(), notes);
            health = health.plus(new LogHealth(0, 0, 0, 0, 0, lines(folder.torn(day))));
        }
        return health;
    }

    private void inspect(int day, int part, boolean closed, DamageNotes notes) throws IOException {
        Optional<PartStream> file = files.open(day, part);
        if (file.isEmpty()) {
            return;
        }
        try (PartStream in = file.get()) {
            Walk walk = new Walk(part, notes);
            RowScanner.Outcome outcome = RowScanner.scan(in, 0, walk);
            if (in.isBroken() || (closed && outcome.unfinished() > 0)) {
                walk.damaged(outcome.end(), outcome.unfinished(), new byte[0], 0, 0);
            }
            walk.endStretch();
            health = health.plus(new LogHealth(1, in.bytesOnDisk(), walk.rows, walk.damagedRows, walk.damagedBytes, 0));
        }
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
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
        private static final int MOST_KEPT = 1 << 16;
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
            kept.write(bytes, from, Math.min(to - from, MOST_KEPT - kept.size()));
            if (kept.size() < MOST_KEPT && kept.size() < end - begin) {
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
