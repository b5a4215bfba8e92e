package dev.candor.foundation.eventlog;

import dev.candor.foundation.files.LineFile;
import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Consumer;

/** A log in a folder of files; see {@link LogFolder}. Writers of all processes take turns by a lock. */
final class FileEventLog implements EventLog {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LogFolder folder;
    private final long partBytes;
    private final InstantSource clock;
    private final Consumer<String> notices;
    private final GroupCommit commits = new GroupCommit(this::write);

    FileEventLog(Path folder, LogSettings settings, InstantSource clock, Consumer<String> notices) {
        this.folder = new LogFolder(folder);
        this.partBytes = settings.partBytes();
        this.clock = clock;
        this.notices = notices;
    }

    @Override
    public List<Position> append(List<byte[]> rows) throws IOException {
        rows.forEach(FileEventLog::mustBeARow);
        if (!rows.isEmpty()) {
            commit(rows);
        }
        return List.of();
    }

    @Override
    public synchronized void append(Admission admission) throws IOException {
        Position before = end();
        List<byte[]> rows = admission.admit(before);
        try {
            append(rows);
        } catch (IOException e) {
            admission.failed();
            throw e;
        }
        admission.appended(before, end());
    }

    @Override
    public boolean await(Position behind, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!end().equals(behind)) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    @Override
    public void close() {
        // nothing is held between two calls
    }

    /** A thread that is interrupted would close the file that it writes to, and fail the rows of others. */
    private void commit(List<byte[]> rows) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            commits.commit(rows);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
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

    private void write(List<byte[]> rows) throws IOException {
        LineFile lock = LineFile.lock(folder.lock(), PATIENCE);
        try {
            NavigableSet<Integer> days = folder.days();
            int today = today();
            // when the clock steps back, rows stay behind those that are there already
            int day = days.isEmpty() ? today : Math.max(today, days.last());
            if (!days.isEmpty() && day > days.last()) {
                leave(folder.active(days.last()));
            }
            if (mustRotate(folder.active(day), rows)) {
                leave(folder.active(day));
                folder.rotate(day);
            }
            try (LineFile file = LineFile.lock(folder.active(day), PATIENCE)) {
                repair(file, folder.active(day));
                file.append(rows);
            }
        } finally {
            lock.close();
        }
    }

    private int today() {
        LocalDate date = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    }

    private boolean mustRotate(Path active, List<byte[]> rows) throws IOException {
        long size;
        try {
            size = Files.size(active);
        } catch (NoSuchFileException e) {
            return false;
        }
        long more = 0;
        for (byte[] row : rows) {
            more += row.length + 1;
        }
        return size > 0 && size + more > partBytes;
    }

    /** Nothing will be appended to a file any more: what a crash left in it is moved aside now. */
    private void leave(Path active) throws IOException {
        if (Files.exists(active)) {
            try (LineFile file = LineFile.lock(active, PATIENCE)) {
                repair(file, active);
            }
        }
    }

    /** A crash leaves at most an unfinished row, which nobody was told is on disk; it is moved aside all the same. */
    private void repair(LineFile file, Path path) throws IOException {
        long length = file.unfinishedLength();
        if (length == 0) {
            return;
        }
        if (length > LineScanner.MAX_LINE_BYTES) {
            throw new IOException("the last line of " + path + " has no end and is longer than a row can be (" + length
                    + " bytes); move it away by hand");
        }
        Path aside = path.resolveSibling(path.getFileName() + ".torn");
        file.moveTail((int) length, aside);
        notices.accept("the last row of " + path + " was torn by an interrupted write; its " + length
                + " bytes were moved to " + aside);
    }

    @Override
    public Position start() {
        return FilePosition.START.position();
    }

    @Override
    public Position end() throws IOException {
        if (folder.days().isEmpty()) {
            return start();
        }
        // whoever appends holds the lock until its rows are on disk
        LineFile lock = LineFile.lock(folder.lock(), PATIENCE);
        try {
            int day = folder.days().last();
            return new FilePosition(day, folder.activePart(day), finishedLength(folder.active(day))).position();
        } finally {
            lock.close();
        }
    }

    private static long finishedLength(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return RowReader.finishedLength(channel);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Override
    public Position read(Position from, RowVisitor visitor) throws IOException {
        FilePosition at = FilePosition.of(from);
        // what is followed by another file when we look is complete when we read it
        NavigableSet<Integer> days = folder.days();
        if (at.equals(FilePosition.START)) {
            if (days.isEmpty()) {
                return from;
            }
            at = new FilePosition(days.first(), 1, 0);
        }
        mustExist(at, days);
        while (true) {
            NavigableSet<Integer> rotated = folder.rotated(at.day());
            Optional<SeekableByteChannel> file = open(at);
            if (file.isEmpty() && at.offset() > 0) {
                throw new UnknownPositionException("the log no longer holds the file of position "
                        + at.position().token());
            }
            if (file.isPresent()) {
                try (SeekableByteChannel channel = file.get()) {
                    at = at.at(RowReader.read(channel, at.offset(), visitor));
                }
            }
            if (!rotated.isEmpty() && at.part() <= rotated.last()) {
                Integer next = rotated.higher(at.part());
                at = at.atPart(next == null ? rotated.last() + 1 : next);
            } else if (days.higher(at.day()) != null) {
                at = new FilePosition(days.higher(at.day()), 1, 0);
            } else {
                return at.position();
            }
        }
    }

    private void mustExist(FilePosition at, NavigableSet<Integer> days) throws IOException {
        if (!days.contains(at.day()) || at.part() > folder.activePart(at.day())) {
            throw new UnknownPositionException("the log no longer holds the file of position "
                    + at.position().token());
        }
    }

    /** The file of a part, also when it is rotated away just now. */
    private Optional<SeekableByteChannel> open(FilePosition at) throws IOException {
        Path numbered = folder.rotated(at.day(), at.part());
        Optional<SeekableByteChannel> rotated = openIfPresent(numbered);
        if (rotated.isPresent()) {
            return rotated;
        }
        Optional<SeekableByteChannel> active = openIfPresent(folder.active(at.day()));
        if (folder.activePart(at.day()) == at.part()) {
            return active;
        }
        close(active);
        // rotated between the two looks, or never there
        return openIfPresent(numbered);
    }

    private static void close(Optional<SeekableByteChannel> channel) throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
    }

    private static Optional<SeekableByteChannel> openIfPresent(Path file) throws IOException {
        try {
            return Optional.of(Files.newByteChannel(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
