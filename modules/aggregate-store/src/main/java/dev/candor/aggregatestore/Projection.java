package dev.candor.aggregatestore;

import dev.candor.aggregatestore.AggregateFile.BrokenException;
import dev.candor.aggregatestore.AggregateFile.ForeignVersionException;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import dev.candor.foundation.files.FileView;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The statistics as the shared file and the rows behind it give them: read anew when the file changed, else grown by
 * the rows that came since. Not for two threads at a time.
 */
final class Projection {
    private static final int MAX_BYTES = 256 << 20;
    private static final long NEVER = -1;
    private static final String BROKEN = ".broken-";

    private final Path file;
    private final EventLog log;
    private final Path note;
    private final Consumer<String> notices;
    private final FileView view;

    private Optional<byte[]> base = Optional.empty();
    private long loaded = NEVER;
    private Aggregates aggregates = Aggregates.none();
    private Position counted;
    private Position saved;
    private List<String> problems = List.of();
    private long unknownRows;
    private boolean toldOfNote;

    /**
     * A projection that has read nothing yet.
     *
     * @param note where the {@link CheckpointNote} is
     */
    Projection(UserPath userPath, Path note, EventLog log, Consumer<String> notices) {
        this.file = userPath.aggregates();
        this.log = log;
        this.note = note;
        this.notices = notices;
        this.view = new FileView(file, MAX_BYTES);
        this.counted = log.start();
        this.saved = log.start();
    }

    /** Catches up with the file and the log. */
    void refresh() throws IOException {
        Optional<byte[]> content = view.content();
        if (loaded != view.generation()) {
            load(content);
        }
        try {
            fold();
        } catch (UnknownPositionException rowsTakenBack) {
            load(content);
            foldOrSkip(content);
        }
    }

    private void load(Optional<byte[]> content) throws IOException {
        loaded = NEVER;
        aggregates = Aggregates.none();
        counted = log.start();
        problems = List.of();
        unknownRows = 0;
        saved = counted;
        if (content.isPresent()) {
            load(content.get());
        }
        base = content;
        loaded = view.generation();
    }

    private Optional<Position> noted() {
        return CheckpointNote.read(note).map(CheckpointNote::position);
    }

    private void load(byte[] content) throws IOException {
        try {
            AggregateFile read = AggregateFile.read(content);
            if (read.isCut()) {
                problems = List.of("its end is missing; the items that are there as a whole are counted as it says, the"
                        + " others from the log, as far as that goes back");
                restore(read);
            } else if (!read.isBlank()) {
                aggregates = read.aggregates();
                counted = read.position().or(this::noted).orElse(counted);
                saved = counted;
                problems = read.oddities();
            }
        } catch (BrokenException e) {
            problems = List.of("it cannot be read: " + e.getMessage());
        } catch (ForeignVersionException e) {
            throw new IOException(file + " is left alone: " + e.getMessage() + "; use the Candor that wrote it");
        }
    }

    /** What another program counted is in the file only, and what was pruned too: so an item that is there is kept. */
    private void restore(AggregateFile cut) throws IOException {
        Aggregates fromLog = Aggregates.none();
        Position end = replay(log.start(), fromLog);
        if (cut.position().isEmpty()) {
            aggregates = fromLog;
            counted = end;
            return;
        }
        Aggregates fromFile = cut.aggregates();
        Set<String> whole = Set.copyOf(fromFile.ids());
        try {
            Position reached = replay(cut.position().get(), fromFile);
            while (!reached.equals(end)) {
                end = replay(end, fromLog);
                reached = replay(reached, fromFile);
            }
        } catch (UnknownPositionException rowsTakenAway) {
            end = replay(log.start(), fromFile, after(fromFile.updated().orElse("")));
        }
        aggregates = fromFile.completedBy(fromLog, whole);
        counted = end;
    }

    private Position replay(Position from, Aggregates into) throws IOException {
        return replay(from, into, row -> true);
    }

    private Position replay(Position from, Aggregates into, Predicate<LogRow> wanted) throws IOException {
        return log.read(
                from,
                (bytes, start, end) ->
                        LogRow.read(bytes, start, end).filter(wanted).ifPresent(into::apply));
    }

    private void foldOrSkip(Optional<byte[]> content) throws IOException {
        try {
            fold();
        } catch (UnknownPositionException e) {
            // what the position meant is gone: the time of the last change tells which rows are counted
            load(content);
            String updated = aggregates.updated().orElse("");
            counted = log.start();
            fold(after(updated));
            notices.accept(file + " counts the log up to a place that the log does not have (" + e.getMessage()
                    + "); it is taken as it stands, and rows after " + updated + " are added");
        }
    }

    /** Rows of later moments than one that perhaps another program wrote, with another offset. */
    private static Predicate<LogRow> after(String time) {
        Instant moment = Utc.moment(time).orElse(Instant.MIN);
        return row -> Utc.moment(row.timestamp()).orElse(Instant.MAX).isAfter(moment);
    }

    private void fold() throws IOException {
        fold(row -> true);
    }

    private void fold(Predicate<LogRow> wanted) throws IOException {
        long generation = loaded;
        // until all rows are in, a failure leaves something half counted behind: then begin anew
        loaded = NEVER;
        counted = log.read(counted, (bytes, from, to) -> {
            Optional<LogRow> row = LogRow.read(bytes, from, to);
            row.filter(wanted).ifPresent(aggregates::apply);
            unknownRows += row.isEmpty() ? 1 : 0;
        });
        loaded = generation;
    }

    Aggregates aggregates() {
        return aggregates;
    }

    /** What in the shared file could not be read, a sentence each; it is kept aside before the file is written. */
    List<String> problems() throws IOException {
        List<String> all = new ArrayList<>();
        List<String> missing = log.missingParts();
        if (!missing.isEmpty()) {
            all.add(Wording.count(missing.size(), "part") + " of the log of runs "
                    + (missing.size() == 1 ? "is" : "are")
                    + " gone, the first is " + missing.getFirst()
                    + ": what they held stays counted, but cannot be counted again");
        }
        problems.forEach(problem -> all.add(file.getFileName() + ": " + problem));
        if (unknownRows > 0) {
            all.add(unknownRows + " rows of the log are no rows of the contract execution 1 and are not counted");
        }
        return all;
    }

    /** Whether the place up to which rows are counted is still one: rows that were not on disk can be taken back. */
    boolean stands() throws IOException {
        try {
            log.read(counted, (bytes, from, to) -> {});
            return true;
        } catch (UnknownPositionException rowsTakenBack) {
            return false;
        }
    }

    /** Whether the shared file must be written: the log has rows that it does not count, or it is not whole. */
    boolean isBehind() {
        return !counted.equals(saved);
    }

    /** Up to where the statistics count the log. */
    Position counted() {
        return counted;
    }

    /** Where the files are that were kept aside because they could not be read as they were. */
    List<Path> setAside() throws IOException {
        List<Path> copies = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(file.toAbsolutePath().getParent(), file.getFileName() + BROKEN + "*")) {
            found.forEach(copies::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return copies;
        }
        copies.sort(null);
        return copies;
    }

    /** Writes the shared file. Whoever calls holds its lock, and has refreshed since. */
    void save() throws IOException {
        if (!problems.isEmpty() && base.isPresent()) {
            setAside(base.get());
        } else if (base.isEmpty() && noted().isPresent()) {
            notices.accept(file + " was missing and is made anew from the log; what other programs had counted in it is"
                    + " not in the log");
        }
        byte[] bytes = AggregateFile.write(aggregates, counted);
        PrivateFiles.replace(RealPath.of(file), bytes);
        view.wrote(bytes);
        base = Optional.of(bytes);
        saved = counted;
        problems = List.of();
        writeNote();
    }

    private void writeNote() {
        try {
            new CheckpointNote(counted, aggregates.ids().size()).write(note);
            toldOfNote = false;
        } catch (IOException e) {
            if (!toldOfNote) {
                notices.accept("the note " + note + " cannot be written: " + Reasons.of(e) + "; " + file.getFileName()
                        + " is up to date, but when another program drops its log_position, rows may count twice");
            }
            toldOfNote = true;
        }
    }

    private void setAside(byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        String name = file.getFileName() + BROKEN + HexFormat.of().toHexDigits((int) checksum.getValue());
        Path copy = file.resolveSibling(name);
        PrivateFiles.replace(copy, content);
        notices.accept(String.join("; ", problems()) + ". The file as it was is kept as " + copy
                + "; what Candor had recorded was taken from its log");
    }
}
