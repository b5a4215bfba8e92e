package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.EventsCsv;
import dev.candor.export.internal.session.SessionEvent;
import dev.candor.export.internal.verify.CsvRows.UnreadableRowException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Holds the rows of a CSV file against events, side by side. A row that is missing or one too many is told once, and the
 * rows behind it are compared with their own events, as long as the file has a column of event ids.
 */
final class CsvComparison implements Closeable {
    private final CsvRows rows;
    private final CsvCells cells;
    private final String file;
    private final boolean isOfBundle;
    private final boolean spreadsheetSafe;
    private final Differences differences;
    private Optional<CsvHeader> header = Optional.empty();
    private Optional<CsvRow> row = Optional.empty();
    private Optional<CsvRow> behind = Optional.empty();
    private Optional<UnreadableRowException> fault = Optional.empty();
    private long read;
    private Optional<SessionEvent> pending = Optional.empty();
    private boolean isOver;
    private long compared;

    private CsvComparison(
            CsvRows rows, String file, boolean isOfBundle, boolean spreadsheetSafe, Differences differences) {
        this.rows = rows;
        this.file = file;
        this.isOfBundle = isOfBundle;
        this.spreadsheetSafe = spreadsheetSafe;
        this.differences = differences;
        this.cells = new CsvCells(file, isOfBundle, differences);
    }

    /**
     * Begins with the header.
     *
     * @param name what to call the file
     * @param isOfBundle whether an export wrote it into its bundle, so that it must be so byte for byte
     * @param spreadsheetSafe whether it was written so
     */
    static CsvComparison open(
            Path path, String name, boolean isOfBundle, boolean spreadsheetSafe, Differences differences)
            throws IOException {
        CsvComparison comparison =
                new CsvComparison(CsvRows.open(path), name, isOfBundle, spreadsheetSafe, differences);
        try {
            comparison.header();
        } catch (UnreadableRowException e) {
            comparison.unreadable(e);
        } catch (IOException e) {
            comparison.close();
            throw e;
        }
        return comparison;
    }

    private void header() throws IOException, UnreadableRowException {
        Optional<byte[]> first = rows.next();
        CsvHeader found = CsvHeader.of(first.orElseGet(() -> new byte[0]));
        String columns = String.join(",", EventsCsv.COLUMNS);
        boolean isExact =
                first.isPresent() && Arrays.equals(first.get(), (columns + "\n").getBytes(StandardCharsets.UTF_8));
        if (isOfBundle ? !isExact : !found.isUsable()) {
            differences.add(
                    Code.CSV_HEADER_WRONG,
                    file,
                    "row 0",
                    columns,
                    String.join(",", found.columns()),
                    isOfBundle
                            ? "the header is not the one that an export writes; scripts find columns by it"
                            : "the header has a column twice, or one that no export writes; known are " + columns);
        }
        isOver = !found.isUsable();
        header = Optional.of(found);
        if (!isOver) {
            advance();
            advance();
        }
    }

    /** The columns that are compared; empty when none can be. */
    List<String> columns() {
        return isOver ? List.of() : header.map(CsvHeader::columns).orElse(List.of());
    }

    /** How many rows were compared with an event. */
    long compared() {
        return compared;
    }

    /** Takes the next event. */
    void take(SessionEvent event) throws IOException {
        Optional<SessionEvent> before = pending;
        pending = Optional.of(event);
        if (before.isPresent()) {
            compare(before.get(), pending);
        }
    }

    /** There is no further event. */
    void finish() throws IOException {
        if (pending.isPresent()) {
            compare(pending.get(), Optional.empty());
        }
        while (!isOver && row.isPresent()) {
            extra();
        }
    }

    private void compare(SessionEvent event, Optional<SessionEvent> next) throws IOException {
        byte[] expected = EventsCsv.row(event, spreadsheetSafe).getBytes(StandardCharsets.UTF_8);
        while (!isOver && !isDone(event, next, expected)) {
            extra();
        }
    }

    /** Deals with an event; returns false when the row belongs to none and the next one is to be looked at. */
    private boolean isDone(SessionEvent event, Optional<SessionEvent> next, byte[] expected) throws IOException {
        if (row.isEmpty()) {
            missing(event);
            return true;
        }
        CsvHeader columns = header.orElseThrow();
        CsvRow found = row.get();
        if (Arrays.equals(expected, found.bytes()) && columns.isOurs()) {
            compared++;
            advance();
            return true;
        }
        try {
            switch (fit(event, next, found, columns)) {
                case EXTRA -> {
                    return false;
                }
                case MISSING -> missing(event);
                case SAME -> {
                    cells.compare(found.number(), columns, event, expected, found.bytes());
                    compared++;
                    advance();
                }
            }
        } catch (UnreadableRowException e) {
            unreadable(e);
        }
        return true;
    }

    /** How an event and a row go together: by the ids around them, else by the order in which both stand. */
    private enum Fit {
        SAME,
        MISSING,
        EXTRA
    }

    private Fit fit(SessionEvent event, Optional<SessionEvent> next, CsvRow found, CsvHeader columns)
            throws UnreadableRowException {
        if (found.isOf(event, columns)) {
            return Fit.SAME;
        }
        if (next.isPresent() && found.isOf(next.get(), columns)) {
            return Fit.MISSING;
        }
        if (behind.isPresent() && behind.get().isOf(event, columns)) {
            return Fit.EXTRA;
        }
        boolean bothGoOn = next.isPresent()
                ? behind.isPresent() && behind.get().isOf(next.get(), columns)
                : behind.isEmpty() && fault.isEmpty();
        int order = bothGoOn ? 0 : found.order(event, columns);
        return order == 0 ? Fit.SAME : order < 0 ? Fit.EXTRA : Fit.MISSING;
    }

    private void missing(SessionEvent event) {
        differences.add(
                Code.CSV_ROW_MISSING,
                file,
                "",
                Differences.shown(event.id()),
                "",
                "there is no row of the event " + Differences.shown(event.id()) + " (" + event.type() + ", "
                        + event.outcome() + "), which the bundle's JSON has; every event has one row");
    }

    private void extra() throws IOException {
        CsvRow found = row.orElseThrow();
        String id = "";
        try {
            id = found.id(header.orElseThrow()).map(Differences::shown).orElse("");
        } catch (UnreadableRowException e) {
            // it is one too many, whatever it says
        }
        differences.add(
                Code.CSV_ROW_EXTRA,
                file,
                "row " + found.number(),
                "",
                id,
                "the row" + (id.isEmpty() ? "" : " of " + id)
                        + " belongs to no event at this place; every event has one row");
        advance();
    }

    /** Goes on by a row. That the one behind it cannot be read is told when its turn comes. */
    private void advance() throws IOException {
        row = behind;
        behind = Optional.empty();
        if (row.isEmpty() && fault.isPresent()) {
            unreadable(fault.get());
        }
        if (fault.isEmpty()) {
            try {
                Optional<byte[]> bytes = rows.next();
                behind = bytes.isPresent() ? Optional.of(new CsvRow(++read, bytes.get())) : Optional.empty();
            } catch (UnreadableRowException e) {
                fault = Optional.of(e);
            }
        }
    }

    private void unreadable(UnreadableRowException e) {
        isOver = true;
        differences.add(
                Code.CSV_UNREADABLE,
                file,
                "row " + row.map(CsvRow::number).orElse(header.isPresent() ? read + 1 : 0),
                "the rows from here on cannot be compared: " + e.sentence());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
