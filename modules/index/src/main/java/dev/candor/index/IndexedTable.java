package dev.candor.index;

import dev.candor.eventlog.LogPart;
import dev.candor.eventlog.PartRead;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.StagedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One table: a view over the files of the closed parts and the rows of the part that is appended to. */
final class IndexedTable {
    /** Rows that are about to be taken apart into columns. */
    private static final String STAGED = "staged_rows";

    private final IndexedLog log;
    private final Engine engine;
    private final String active;
    private final String suffix;
    private Optional<Followed> followed = Optional.empty();
    private List<Path> viewedFiles = List.of();

    /**
     * How far the part that is appended to was read.
     *
     * @param lastRow the place before the last row that was read, and the row: whether it still stands there tells whether
     *     the part was cut back since, as it is after a row that could not be synced
     */
    private record Followed(LogPart part, Position lastRow, String row, long nextSeq) {}

    IndexedTable(IndexedLog log, Engine engine) throws IOException {
        this.log = log;
        this.engine = engine;
        this.active = "active_" + log.table().name();
        this.suffix = "." + log.table().version() + ".parquet";
        engine.execute("CREATE TABLE " + active + " (" + log.table().definition() + ")");
        defineView(List.of());
    }

    /** Makes a table of rows that are in no log. */
    static void fill(LogTable table, RowFeed feed, Engine engine) throws IOException {
        createStaged(engine);
        try (Engine.Rows rows = engine.appender(STAGED, "", 0)) {
            feed.visit(rows::add);
        }
        engine.execute("CREATE TABLE " + table.name() + " AS " + table.viewOf(table.selectFrom(STAGED)));
    }

    private static void createStaged(Engine engine) throws IOException {
        engine.execute("CREATE OR REPLACE TABLE " + STAGED + " (part VARCHAR, seq BIGINT, row VARCHAR)");
    }

    /** Brings the table to what the log holds now. */
    void refresh() throws IOException {
        List<LogPart> parts = log.log().parts();
        List<Path> files = new ArrayList<>();
        for (LogPart part : parts) {
            if (part.isClosed()) {
                fileOf(part).ifPresent(files::add);
            }
        }
        Optional<LogPart> open = parts.stream().filter(part -> !part.isClosed()).findFirst();
        if (open.isPresent()) {
            follow(open.get());
        } else {
            forget();
        }
        if (!parts.isEmpty()) {
            removeBefore(parts.getFirst());
        }
        if (!files.equals(viewedFiles)) {
            defineView(files);
        }
    }

    /** Makes the view a table in memory, which needs no file and is brought up to date no more. */
    void load() throws IOException {
        String name = log.table().name();
        engine.execute("CREATE TABLE loading AS SELECT * FROM " + name);
        engine.execute("DROP VIEW " + name);
        engine.execute("DROP TABLE " + active);
        engine.execute("DROP TABLE IF EXISTS " + STAGED);
        engine.execute("ALTER TABLE loading RENAME TO " + name);
    }

    /** Removes the files that cannot be read, so that they are made anew. */
    void removeUnreadable() throws IOException {
        for (Path file : viewedFiles) {
            try {
                engine.execute("SELECT count(*) FROM " + reading(List.of(file)));
            } catch (IndexException e) {
                PrivateFiles.remove(file);
            }
        }
        viewedFiles = List.of();
    }

    /** The file of a closed part; none when the part is gone or broken, so that it is looked for again. */
    private Optional<Path> fileOf(LogPart part) throws IOException {
        Path file = log.folder().resolve(part.name() + suffix);
        if (Files.exists(file)) {
            return Optional.of(file);
        }
        PrivateFiles.createFolders(log.folder());
        Path scratch = PrivateFiles.createScratchFolderBeside(file);
        Path made = scratch.resolve("part.parquet");
        try {
            if (!stage(part, part.start(), 0).isWhole()) {
                return Optional.empty();
            }
            engine.execute("COPY (" + log.table().selectFrom(STAGED) + ") TO " + quoted(made)
                    + " (FORMAT parquet, COMPRESSION zstd)");
            // DuckDB neither syncs what it writes nor keeps it private
            try (StagedFile staged = StagedFile.write(file, out -> Files.copy(made, out))) {
                staged.putInPlace();
            }
            PrivateFiles.syncFolderOf(file);
            return Optional.of(file);
        } finally {
            PrivateFiles.remove(made);
            PrivateFiles.removeIfEmpty(scratch);
        }
    }

    private void follow(LogPart part) throws IOException {
        if (followed.filter(known -> known.part().name().equals(part.name())).isEmpty() || !readOn(followed.get())) {
            forget();
            insert(part, part.start(), 0, Optional.empty());
        }
    }

    /** Reads what was appended since; returns false when the row that was the last one does not stand there any more. */
    private boolean readOn(Followed known) throws IOException {
        try {
            return insert(known.part(), known.lastRow(), known.nextSeq() - 1, Optional.of(known.row()));
        } catch (UnknownPositionException e) {
            return false;
        }
    }

    /**
     * Inserts the rows after a place of the part that is appended to.
     *
     * @param expected the first of them, which was inserted before; nothing is inserted when it is another
     */
    private boolean insert(LogPart part, Position from, long firstSeq, Optional<String> expected) throws IOException {
        Staged staged = stage(part, from, firstSeq);
        if (expected.isPresent() && !expected.get().equals(staged.first())) {
            return false;
        }
        engine.execute("INSERT INTO " + active + " " + log.table().selectFrom(STAGED)
                + (expected.isPresent() ? " WHERE seq > " + firstSeq : ""));
        followed = staged.lastRow().map(last -> new Followed(part, last, staged.last(), staged.nextSeq()));
        return true;
    }

    private void forget() throws IOException {
        followed = Optional.empty();
        engine.execute("DELETE FROM " + active);
    }

    /** Rows that were staged, with the first and the last one, empty without any. */
    private record Staged(boolean isWhole, Optional<Position> lastRow, String first, String last, long nextSeq) {}

    private Staged stage(LogPart part, Position from, long firstSeq) throws IOException {
        createStaged(engine);
        try (Engine.Rows rows = engine.appender(STAGED, part.name(), firstSeq)) {
            PartRead read = log.log().readPart(from, rows::add);
            return new Staged(read.isWhole(), read.lastRow(), rows.first(), rows.last(), rows.seq());
        }
    }

    /** Removes the files of pruned parts. Those of later parts stay, which another process may have seen first. */
    private void removeBefore(LogPart first) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(log.folder(), "*.parquet")) {
            for (Path entry : entries) {
                if (String.valueOf(entry.getFileName()).compareTo(first.name()) < 0) {
                    PrivateFiles.remove(entry);
                }
            }
        } catch (NoSuchFileException e) {
            // no part was closed yet
        }
    }

    private void defineView(List<Path> files) throws IOException {
        String closed = files.isEmpty() ? "" : "SELECT * FROM " + reading(files) + " UNION ALL ";
        engine.execute("CREATE OR REPLACE VIEW " + log.table().name() + " AS "
                + log.table().viewOf(closed + "SELECT * FROM " + active));
        viewedFiles = files;
    }

    private static String reading(List<Path> files) {
        return files.stream()
                .map(IndexedTable::quoted)
                // folders named like month=11 are none of its columns
                .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }
}
