package dev.candor.index;

import dev.candor.eventlog.LogPart;
import dev.candor.eventlog.PartRead;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One table: a view over the files of the closed parts, and over rows in memory: of the part that is appended to, and of
 * closed parts that have no file.
 */
final class IndexedTable {
    /** Rows that are about to be taken apart into columns. */
    private static final String STAGED = "staged_rows";

    private final IndexedLog log;
    private final Engine engine;
    private final String memory;
    private final IndexFolder folder;
    private Optional<Followed> followed = Optional.empty();
    private List<Path> viewedFiles = List.of();

    /** The closed parts without a file, by name. */
    private final Map<String, Held> held = new HashMap<>();

    /** A part whose rows are in memory, and whether all of them could be read. */
    private record Held(LogPart part, boolean isWhole) {}

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
        this.memory = "memory_" + log.table().name();
        this.folder = log.files();
        engine.execute("CREATE TABLE " + memory + " (" + log.table().definition() + ")");
        defineView(List.of());
    }

    /** Makes tables of rows that are in no log, with these columns of each; rows of other tables are passed over. */
    static void fill(Map<LogTable, List<Column>> needed, GivenRows given, Engine engine) throws IOException {
        Map<LogTable, Engine.Rows> staged = new LinkedHashMap<>();
        try {
            for (LogTable table : needed.keySet()) {
                createStaged(STAGED + "_" + table.name(), engine);
                staged.put(table, engine.appender(STAGED + "_" + table.name(), "", 0));
            }
            given.visit((table, bytes, from, to) -> {
                Optional<Engine.Rows> rows = Optional.ofNullable(staged.get(table));
                if (rows.isPresent()) {
                    rows.get().add(bytes, from, to);
                }
            });
        } finally {
            for (Engine.Rows rows : staged.values()) {
                rows.close();
            }
        }
        for (Map.Entry<LogTable, List<Column>> table : needed.entrySet()) {
            create(table.getKey(), STAGED + "_" + table.getKey().name(), table.getValue(), engine);
        }
    }

    private static void create(LogTable table, String staged, List<Column> columns, Engine engine) throws IOException {
        engine.execute("CREATE TABLE " + table.name() + " AS SELECT " + Column.names(columns) + " FROM ("
                + table.viewOf(table.selectFrom(staged)) + ")");
        engine.execute("DROP TABLE " + staged);
    }

    private static void createStaged(String name, Engine engine) throws IOException {
        engine.execute("CREATE OR REPLACE TABLE " + name + " (part VARCHAR, seq BIGINT, row VARCHAR)");
    }

    /**
     * Brings the table to what the log holds now.
     *
     * @param useFiles whether closed parts are read from their files; the rows of all parts are in memory otherwise
     */
    void refresh(boolean useFiles) throws IOException {
        List<LogPart> parts = log.log().parts();
        List<Path> files = new ArrayList<>();
        Optional<LogPart> open = parts.stream().filter(part -> !part.isClosed()).findFirst();
        for (LogPart part : parts) {
            if (part.isClosed()) {
                index(part, useFiles).ifPresent(files::add);
            }
        }
        if (open.isPresent()) {
            follow(open.get());
        } else {
            forgetFollowed();
        }
        forgetHeldBut(parts);
        if (!parts.isEmpty()) {
            folder.removeBefore(parts.getFirst());
        }
        if (!files.equals(viewedFiles)) {
            defineView(files);
        }
    }

    /** Equal as long as the rows are the same. */
    Object state() {
        return List.of(viewedFiles, Map.copyOf(held), followed);
    }

    /** Makes the file of one closed part that has none; returns false when there is no such part. */
    boolean makeFile() throws IOException {
        for (LogPart part : log.partsWithoutFile()) {
            if (!held.containsKey(part.name())) {
                index(part, true);
                return true;
            }
        }
        return false;
    }

    /** What of the log is in no answer. */
    Gaps gaps() throws IOException {
        List<String> broken = held.values().stream()
                .filter(part -> !part.isWhole())
                .map(part -> part.part().name())
                .sorted()
                .toList();
        return new Gaps(log.table().name(), log.log().prunedBefore(), log.log().missingParts(), broken);
    }

    /** Makes the view a table in memory with these columns, which needs no file and is brought up to date no more. */
    void load(List<Column> columns) throws IOException {
        String name = log.table().name();
        engine.execute("CREATE TABLE loading AS SELECT " + Column.names(columns) + " FROM " + name);
        engine.execute("DROP VIEW " + name);
        engine.execute("DROP TABLE " + memory);
        engine.execute("DROP TABLE IF EXISTS " + STAGED);
        engine.execute("ALTER TABLE loading RENAME TO " + name);
    }

    /** Removes the files that cannot be read, so that they are made anew. */
    void removeUnreadable() throws IOException {
        folder.removeUnreadable(log.log().parts(), log.table().storedColumns(), engine);
        defineView(List.of());
    }

    /** The file of a closed part; none when its rows are in memory, because not all can be read or no file can be made. */
    private Optional<Path> index(LogPart part, boolean useFiles) throws IOException {
        Optional<Held> before = Optional.ofNullable(held.get(part.name()));
        if (before.isPresent() && !before.get().part().equals(part)) {
            forgetHeld(part.name());
            before = Optional.empty();
        }
        if (!useFiles || !folder.hasFileOf(part)) {
            boolean isWhole = before.isPresent()
                    ? before.get().isWhole()
                    : stage(part, part.start(), 0).isWhole();
            String rows = before.isPresent()
                    ? "SELECT * FROM " + memory + " WHERE part = '" + part.name() + "' ORDER BY seq"
                    : log.table().selectFrom(STAGED);
            if (!useFiles || !isWhole || !folder.write(part, rows, engine)) {
                if (before.isEmpty()) {
                    hold(part, isWhole, rows);
                }
                return Optional.empty();
            }
        }
        forgetHeld(part.name());
        return Optional.of(folder.fileOf(part));
    }

    private void hold(LogPart part, boolean isWhole, String rows) throws IOException {
        if (followed.filter(known -> known.part().name().equals(part.name())).isPresent()) {
            forgetFollowed();
        }
        engine.execute("INSERT INTO " + memory + " " + rows);
        held.put(part.name(), new Held(part, isWhole));
    }

    private void forgetHeldBut(List<LogPart> parts) throws IOException {
        Set<String> names = parts.stream().map(LogPart::name).collect(Collectors.toSet());
        for (String part : List.copyOf(held.keySet())) {
            if (!names.contains(part)) {
                forgetHeld(part);
            }
        }
    }

    private void forgetHeld(String part) throws IOException {
        if (held.remove(part) != null) {
            deleteFromMemory(part);
        }
    }

    private void deleteFromMemory(String part) throws IOException {
        engine.execute("DELETE FROM " + memory + " WHERE part = '" + part + "'");
    }

    private void follow(LogPart part) throws IOException {
        if (followed.filter(known -> known.part().name().equals(part.name())).isEmpty() || !readOn(followed.get())) {
            forgetFollowed();
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
        engine.execute("INSERT INTO " + memory + " " + log.table().selectFrom(STAGED)
                + (expected.isPresent() ? " WHERE seq > " + firstSeq : ""));
        followed = staged.lastRow().map(last -> new Followed(part, last, staged.last(), staged.nextSeq()));
        return true;
    }

    private void forgetFollowed() throws IOException {
        if (followed.isPresent()) {
            deleteFromMemory(followed.get().part().name());
            followed = Optional.empty();
        }
    }

    /** Rows that were staged, with the first and the last one, empty without any. */
    private record Staged(boolean isWhole, Optional<Position> lastRow, String first, String last, long nextSeq) {}

    private Staged stage(LogPart part, Position from, long firstSeq) throws IOException {
        createStaged(STAGED, engine);
        try (Engine.Rows rows = engine.appender(STAGED, part.name(), firstSeq)) {
            PartRead read = log.log().readPart(from, rows::add);
            return new Staged(read.isWhole(), read.lastRow(), rows.first(), rows.last(), rows.seq());
        }
    }

    private void defineView(List<Path> files) throws IOException {
        String closed = files.isEmpty() ? "" : "SELECT * FROM " + IndexFolder.reading(files) + " UNION ALL ";
        engine.execute("CREATE OR REPLACE VIEW " + log.table().name() + " AS "
                + log.table().viewOf(closed + "SELECT * FROM " + memory));
        viewedFiles = files;
    }
}
