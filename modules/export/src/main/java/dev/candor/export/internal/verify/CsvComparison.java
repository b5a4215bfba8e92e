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
    private Optional<byte[]> ahead = Optional.empty();
    private long aheadNumber;
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
        Optional<byte[]> row = rows.next();
        CsvHeader found = CsvHeader.of(row.orElseGet(() -> new byte[0]));
        String columns = String.join(",", EventsCsv.COLUMNS);
        boolean isExact =
                row.isPresent() && Arrays.equals(row.get(), (columns + "\n").getBytes(StandardCharsets.UTF_8));
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
            ahead = rows.next();
            aheadNumber = 1;
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
        while (!isOver && ahead.isPresent()) {
            extra();
        }
    }

    private void compare(SessionEvent event, Optional<SessionEvent> next) throws IOException {
        if (isOver) {
            return;
        }
        if (ahead.isEmpty()) {
            missing(event);
            return;
        }
        byte[] expected = EventsCsv.row(event, spreadsheetSafe).getBytes(StandardCharsets.UTF_8);
        byte[] found = ahead.get();
        if (Arrays.equals(expected, found) && header.orElseThrow().isOurs()) {
            compared++;
            advance();
            return;
        }
        try {
            differ(event, next, expected, CsvCell.in(found));
        } catch (UnreadableRowException e) {
            unreadable(e);
        }
    }

    private void differ(SessionEvent event, Optional<SessionEvent> next, byte[] expected, List<CsvCell> found)
            throws IOException, UnreadableRowException {
        CsvHeader columns = header.orElseThrow();
        Optional<String> id = id(columns, found);
        if (id.isPresent() && !id.get().equals(event.id())) {
            if (next.isPresent() && id.get().equals(next.get().id())) {
                missing(event);
                return;
            }
            // the row of this event may stand behind one that is too many
            byte[] row = ahead.orElseThrow();
            long number = aheadNumber;
            advance();
            if (!isOver
                    && ahead.isPresent()
                    && id(columns, CsvCell.in(ahead.get())).equals(Optional.of(event.id()))) {
                extra(id.get(), number);
                compare(event, next);
                return;
            }
            cells.compare(number, columns, event, expected, row);
        } else {
            cells.compare(aheadNumber, columns, event, expected, ahead.orElseThrow());
            advance();
        }
        compared++;
    }

    private static Optional<String> id(CsvHeader header, List<CsvCell> cells) {
        int place = header.columns().indexOf("event_id");
        return place >= 0 && place < cells.size() ? Optional.of(cells.get(place).text()) : Optional.empty();
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
        String id = "";
        try {
            id = id(header.orElseThrow(), CsvCell.in(ahead.orElseThrow())).orElse("");
        } catch (UnreadableRowException e) {
            // it is one too many, whatever it says
        }
        extra(id, aheadNumber);
        advance();
    }

    private void extra(String id, long row) {
        differences.add(
                Code.CSV_ROW_EXTRA,
                file,
                "row " + row,
                "",
                Differences.shown(id),
                "the row" + (id.isEmpty() ? "" : " of " + Differences.shown(id))
                        + " belongs to no event at this place; every event has one row");
    }

    private void advance() throws IOException {
        try {
            ahead = rows.next();
            aheadNumber++;
        } catch (UnreadableRowException e) {
            unreadable(e);
        }
    }

    private void unreadable(UnreadableRowException e) {
        isOver = true;
        differences.add(
                Code.CSV_UNREADABLE,
                file,
                "row " + aheadNumber,
                "the rows from here on cannot be compared: " + e.sentence());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
