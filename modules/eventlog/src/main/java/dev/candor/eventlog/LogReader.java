package dev.candor.eventlog;

import dev.candor.eventlog.EventLog.RowVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/** Reads the rows behind a place, part after part, and passes over what is damaged. */
final class LogReader {
    private final LogFolder folder;
    private final PartFiles files;

    LogReader(LogFolder folder) {
        this.folder = folder;
        this.files = new PartFiles(folder);
    }

    FilePosition read(FilePosition from, RowVisitor visitor) throws IOException {
        RowScanner.Visitor rows = new Undamaged(visitor);
        FilePosition at = from;
        // what is followed by another file when we look is complete when we read it
        NavigableSet<Integer> days = folder.days();
        if (at.equals(FilePosition.START)) {
            if (days.isEmpty()) {
                return from;
            }
            at = firstOf(days.first());
        } else {
            mustExist(at, days);
        }
        while (true) {
            DayParts parts = folder.parts(at.day());
            Optional<PartStream> file = files.open(at.day(), at.part());
            if (file.isPresent()) {
                try (InputStream in = file.get()) {
                    at = at.at(read(in, at, rows));
                }
            }
            Optional<FilePosition> next = next(at, parts, days);
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
    }

    /** The parts that can be read, in the order in which {@link #read} comes to them. */
    List<LogPart> parts() throws IOException {
        List<LogPart> found = new ArrayList<>();
        NavigableSet<Integer> days = folder.days();
        Optional<FilePosition> at = days.isEmpty() ? Optional.empty() : Optional.of(firstOf(days.first()));
        while (at.isPresent()) {
            FilePosition part = at.get();
            DayParts parts = folder.parts(part.day());
            at = next(part, parts, days);
            if (at.isEmpty() || parts.closed().contains(part.part()) || canBeOpened(part)) {
                found.add(part.part(at.isPresent(), files.written(part.day(), part.part())));
            }
        }
        return found;
    }

    private boolean canBeOpened(FilePosition part) throws IOException {
        Optional<PartStream> file = files.open(part.day(), part.part());
        if (file.isPresent()) {
            file.get().close();
        }
        return file.isPresent();
    }

    /** Reads the rows of one part only, from a place in it on. */
    PartRead readPart(FilePosition from, RowVisitor visitor) throws IOException {
        Optional<PartStream> file = files.open(from.day(), from.part());
        if (file.isEmpty()) {
            return new PartRead(from.position(), Optional.empty(), false);
        }
        Undamaged rows = new Undamaged(visitor);
        try (PartStream in = file.get()) {
            Position end = from.at(read(in, from, rows)).position();
            Optional<Position> last = rows.last < 0
                    ? Optional.empty()
                    : Optional.of(from.at(rows.last).position());
            return new PartRead(end, last, !in.isBroken());
        }
    }

    /** Whether lines stand behind a place; damaged ones count as well, because reading gets past them. */
    boolean isAnythingBehind(FilePosition place) throws IOException {
        try {
            FilePosition reached = read(place, (bytes, from, to) -> {
                throw new OneIsEnough();
            });
            return !reached.equals(place);
        } catch (OneIsEnough found) {
            return true;
        }
    }

    private static final class OneIsEnough extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static Optional<FilePosition> next(FilePosition at, DayParts parts, NavigableSet<Integer> days) {
        if (at.part() < parts.active()) {
            return Optional.of(at.atPart(parts.after(at.part())));
        }
        Integer day = days.higher(at.day());
        return day == null ? Optional.empty() : Optional.of(firstOf(day));
    }

    private static FilePosition firstOf(int day) {
        return new FilePosition(day, 1, 0);
    }

    private void mustExist(FilePosition at, NavigableSet<Integer> days) throws IOException {
        boolean exists = days.contains(at.day());
        if (exists) {
            DayParts parts = folder.parts(at.day());
            boolean isActive = at.part() == parts.active();
            exists = parts.closed().contains(at.part()) || (isActive && at.offset() == 0);
            if (!exists && at.part() <= parts.active()) {
                exists = canBeOpened(at);
            }
        }
        if (!exists && !new PartCatalog(folder).isLost(at)) {
            throw new UnknownPositionException("the log no longer holds the file of position "
                    + at.position().token());
        }
    }

    private static long read(InputStream in, FilePosition at, RowScanner.Visitor rows) throws IOException {
        if (at.offset() > 0) {
            skipTo(in, at);
        }
        return RowScanner.scan(in, at.offset(), rows).end();
    }

    private static void skipTo(InputStream in, FilePosition at) throws IOException {
        long last = at.offset() - 1;
        long left = last;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                break;
            }
            left -= skipped;
        }
        if (left > 0 || in.read() != '\n') {
            throw new UnknownPositionException(
                    "no row ends at byte " + at.offset() + " of part " + at.part() + " of day " + at.day());
        }
    }

    /** Passes on what is a row, and remembers where the last one begins. */
    private static final class Undamaged implements RowScanner.Visitor {
        private final RowVisitor visitor;
        private final RowCheck check = new RowCheck();
        private long last = -1;

        Undamaged(RowVisitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void line(long offset, byte[] bytes, int from, int to) throws IOException {
            if (check.isRow(bytes, from, to)) {
                last = offset;
                visitor.row(bytes, from, to);
            }
        }

        @Override
        public void overlong(long offset, long length, byte[] bytes, int from, int to) {
            // inspecting counts it
        }
    }
}
