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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The statistics as the shared file and the rows behind it give them: read anew when the file changed, else grown by
 * the rows that came since. Not for two threads at a time.
 */
final class Projection {
    private static final int MOST_BYTES = 256 << 20;
    private static final long NEVER = -1;

    private final Path file;
    private final EventLog log;
    private final CheckpointNote note;
    private final Consumer<String> notices;
    private final FileView view;

    private Optional<byte[]> base = Optional.empty();
    private long loaded = NEVER;
    private Aggregates aggregates = Aggregates.none();
    private Position counted;
    private Position saved;
    private List<String> problems = List.of();
    private long unknownRows;

    Projection(UserPath userPath, CheckpointNote note, EventLog log, Consumer<String> notices) {
        this.file = userPath.aggregates();
        this.log = log;
        this.note = note;
        this.notices = notices;
        this.view = new FileView(file, MOST_BYTES);
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
        if (content.isPresent()) {
            load(content.get());
        }
        saved = counted;
        base = content;
        loaded = view.generation();
    }

    private Optional<Position> noted() {
        try {
            return note.read();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void load(byte[] content) throws IOException {
        try {
            AggregateFile read = AggregateFile.read(content);
            if (read.isBlank()) {
                return;
            }
            aggregates = read.aggregates();
            counted = read.position().or(this::noted).orElse(counted);
            problems = read.oddities();
        } catch (BrokenException e) {
            problems = List.of("it cannot be read: " + e.getMessage());
        } catch (ForeignVersionException e) {
            throw new IOException(file + " is left alone: " + e.getMessage() + "; use the Candor that wrote it");
        }
    }

    private void foldOrSkip(Optional<byte[]> content) throws IOException {
        try {
            fold();
        } catch (UnknownPositionException e) {
            // what the position meant is gone: the time of the last change tells which rows are counted
            load(content);
            String updated = aggregates.updated().orElse("");
            counted = log.start();
            fold(row -> row.timestamp().compareTo(updated) > 0);
            notices.accept(file + " counts the log up to a place that the log does not have (" + e.getMessage()
                    + "); it is taken as it stands, and rows after " + updated + " are added");
        }
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
    List<String> problems() {
        List<String> all = new ArrayList<>();
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

    /** Whether the log has rows that the shared file does not count. */
    boolean isBehind() {
        return !counted.equals(saved);
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
        note.write(counted);
        view.wrote(bytes);
        base = Optional.of(bytes);
        saved = counted;
        problems = List.of();
    }

    private void setAside(byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        String name = file.getFileName() + ".broken-" + HexFormat.of().toHexDigits((int) checksum.getValue());
        Path copy = file.resolveSibling(name);
        PrivateFiles.replace(copy, content);
        notices.accept(String.join("; ", problems()) + ". The file as it was is kept as " + copy
                + "; what Candor had recorded was taken from its log");
    }
}
