package dev.candor.export.verify;

import dev.candor.export.internal.bundle.EventsCsv;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes the rows of a table again and compares them with those that are there, one for one. */
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
     * @param spreadsheetSafe whether it was written so; a table of others may be either
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
            if (header(reader.next())) {
                rows(reader, events);
            }
        } catch (BrokenTextException e) {
            differences.add(Code.CSV, file, "row " + rows, "the rows from here on cannot be compared: " + e.sentence());
        }
        return columns.stream().filter(EventsCsv.COLUMNS::contains).toList();
    }

    private boolean header(String row) throws BrokenTextException {
        columns = CsvReader.cells(row.startsWith("\uFEFF") ? row.substring(1) : row).stream()
                .map(cell -> cell.orElse(""))
                .toList();
        boolean isComparable = columns.stream().anyMatch(EventsCsv.COLUMNS::contains);
        if (isOfBundle ? !row.equals(EventsCsv.header()) : !isComparable) {
            differences.add(
                    Code.CSV,
                    file,
                    "row 0",
                    EventsCsv.header().strip(),
                    row.strip(),
                    "the header must have " + (isOfBundle ? "the" : "some of the") + " columns that an export writes");
        }
        return isComparable;
    }

    private void rows(CsvReader reader, SessionEvents events) throws IOException {
        long count = events.facts().count();
        events.forEach(event -> {
            String row = reader.next();
            if (!row.isEmpty()) {
                rows++;
                row(event, row);
            }
        });
        while (!reader.next().isEmpty()) {
            rows++;
        }
        if (rows != count) {
            differences.add(
                    Code.CSV,
                    file,
                    "",
                    Long.toString(count),
                    Long.toString(rows),
                    "every event has one row, the header aside");
        }
        if (differing > MAX_ROWS_TOLD) {
            differences.add(
                    Code.CSV,
                    file,
                    "",
                    Wording.count(differing - MAX_ROWS_TOLD, "more row") + " of the table differ from their events");
        }
    }

    private void row(SessionEvent event, String row) throws BrokenTextException {
        String expected = EventsCsv.row(event, spreadsheetSafe);
        if (isOfBundle && row.equals(expected)) {
            return;
        }
        List<Optional<String>> found = CsvReader.cells(row);
        List<Optional<String>> ours = CsvReader.cells(expected);
        List<Optional<String>> disarmed = isOfBundle ? ours : CsvReader.cells(EventsCsv.row(event, true));
        for (int i = 0; i < Math.min(found.size(), columns.size()); i++) {
            int place = EventsCsv.COLUMNS.indexOf(columns.get(i));
            if (place >= 0
                    && !found.get(i).equals(ours.get(place))
                    && !found.get(i).equals(disarmed.get(place))
                    && (isOfBundle || !isSameNumber(columns.get(i), found.get(i), ours.get(place)))) {
                differs(event, ", column " + columns.get(i), shown(ours.get(place)), shown(found.get(i)));
                return;
            }
        }
        if (isOfBundle || found.size() != columns.size()) {
            differs(event, "", expected.strip(), row.strip());
        }
    }

    private static boolean isSameNumber(String column, Optional<String> one, Optional<String> other) {
        try {
            return column.equals("score_delta")
                    && one.orElse("").length() <= JsonReader.MAX_NUMBER_LENGTH
                    && new BigDecimal(one.orElse("")).compareTo(new BigDecimal(other.orElse(""))) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void differs(SessionEvent event, String place, String expected, String found) {
        differing++;
        if (differing <= MAX_ROWS_TOLD) {
            differences.add(
                    Code.CSV,
                    file,
                    "row " + rows + place,
                    expected,
                    found,
                    "the row differs from event " + rows + " of the bundle's JSON, " + Differences.shown(event.id()));
        }
    }

    private static String shown(Optional<String> cell) {
        return cell.map(Differences::shown).orElse("");
    }
}
