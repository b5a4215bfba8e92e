package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.EventsCsv;
import dev.candor.export.internal.session.SessionEvent;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.export.internal.verify.CsvReader.Cell;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.text.CsvText;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes the rows of a table again and compares them with those that are there; the first that differ are told. */
final class CsvCheck {
    private static final int MAX_ROWS_TOLD = 5;

    private final String file;
    private final boolean isOfBundle;
    private final boolean spreadsheetSafe;
    private final Differences differences;
    private List<String> columns = List.of();
    private long rows;
    private long differing;

    /**
     * For one table.
     *
     * @param isOfBundle whether an export wrote it into its bundle, so that it must be so byte for byte
     * @param spreadsheetSafe whether it was written so
     */
    CsvCheck(String file, boolean isOfBundle, boolean spreadsheetSafe, Differences differences) {
        this.file = file;
        this.isOfBundle = isOfBundle;
        this.spreadsheetSafe = spreadsheetSafe;
        this.differences = differences;
    }

    /** Compares them; returns the columns that were. */
    List<String> compare(Path csv, SessionEvents events) throws IOException {
        try (CsvReader reader = new CsvReader(csv)) {
            if (header(reader.next().orElse(""))) {
                rows(reader, events);
            }
        } catch (BrokenTextException e) {
            differences.add(Code.CSV, file, "row " + rows, "the rows from here on cannot be compared: " + e.sentence());
        }
        return columns.stream().filter(EventsCsv.COLUMNS::contains).toList();
    }

    private boolean header(String row) throws BrokenTextException {
        String unmarked = row.startsWith("\uFEFF") ? row.substring(1) : row;
        columns = CsvReader.cells(unmarked).stream().map(Cell::text).toList();
        boolean isUsable =
                isOfBundle ? row.equals(EventsCsv.header()) : columns.stream().anyMatch(EventsCsv.COLUMNS::contains);
        if (!isUsable) {
            differences.add(
                    Code.CSV,
                    file,
                    "row 0",
                    EventsCsv.header().strip(),
                    row.strip(),
                    isOfBundle
                            ? "the header is not the one that an export writes; scripts find columns by it"
                            : "the table has none of the columns that an export writes");
        }
        return columns.stream().anyMatch(EventsCsv.COLUMNS::contains);
    }

    private void rows(CsvReader reader, SessionEvents events) throws IOException {
        long[] missing = {0};
        events.forEach(event -> {
            rows++;
            Optional<String> found = missing[0] > 0 ? Optional.empty() : reader.next();
            if (found.isEmpty()) {
                missing[0]++;
            } else if (!isOfBundle || !found.get().equals(EventsCsv.row(event, spreadsheetSafe))) {
                row(event, found.get());
            }
        });
        long extra = 0;
        rows++;
        while (reader.next().isPresent()) {
            extra++;
        }
        long count = events.facts().count();
        if (missing[0] > 0 || extra > 0) {
            differences.add(
                    Code.CSV,
                    file,
                    "",
                    Long.toString(count),
                    Long.toString(count - missing[0] + extra),
                    "every event has one row, the header aside");
        }
        if (differing > MAX_ROWS_TOLD) {
            differences.add(
                    Code.CSV,
                    file,
                    "",
                    Wording.count(differing - MAX_ROWS_TOLD, "more row")
                            + " of the table say something else than their events, one for one");
        }
    }

    private void row(SessionEvent event, String row) throws BrokenTextException {
        List<Cell> cells = CsvReader.cells(row);
        boolean isSame = cells.size() == columns.size();
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            String column = columns.get(i);
            if (EventsCsv.COLUMNS.contains(column)) {
                Optional<String> expected = EventsCsv.text(event, column);
                if (!isSame(column, expected, cells.get(i))) {
                    differs(event, ", column " + column, shown(expected), shown(cells.get(i)), isSame);
                    isSame = false;
                }
            }
        }
        if (cells.size() != columns.size()) {
            differs(event, "", Wording.count(columns.size(), "cell"), Wording.count(cells.size(), "cell"), true);
        } else if (isSame && isOfBundle) {
            differs(event, "", EventsCsv.row(event, spreadsheetSafe).strip(), row.strip(), true);
        }
    }

    private boolean isSame(String column, Optional<String> expected, Cell found) {
        if (expected.isEmpty() || found.isAbsent()) {
            return expected.isEmpty() == found.isAbsent();
        }
        String disarmed = (CsvText.isFormula(expected.get()) ? "'" : "") + expected.get();
        if (isOfBundle) {
            return found.text().equals(spreadsheetSafe ? disarmed : expected.get());
        }
        return found.text().equals(expected.get())
                || found.text().equals(disarmed)
                || (column.equals("score_delta") && isSameNumber(found.text(), expected.get()));
    }

    private static boolean isSameNumber(String one, String other) {
        try {
            return one.length() <= JsonReader.MAX_NUMBER_LENGTH
                    && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void differs(SessionEvent event, String place, String expected, String found, boolean isFirstOfRow) {
        differing += isFirstOfRow ? 1 : 0;
        if (differing <= MAX_ROWS_TOLD) {
            differences.add(
                    Code.CSV,
                    file,
                    "row " + rows + place,
                    expected,
                    found,
                    "the table says something else than event " + rows + " of the bundle's JSON, "
                            + Differences.shown(event.id()));
        }
    }

    private static String shown(Optional<String> text) {
        return text.map(Differences::shown).orElse("");
    }

    private static String shown(Cell cell) {
        return cell.isAbsent() ? "" : Differences.shown(cell.text());
    }
}
