package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.EventsCsv;
import dev.candor.export.internal.session.SessionEvent;
import dev.candor.export.internal.verify.CsvRows.UnreadableRowException;
import dev.candor.foundation.json.JsonReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Holds the cells of one row against its event. */
final class CsvCells {
    /** The column whose cells are compared by their value. */
    private static final String NUMBERS = "score_delta";

    private final String file;
    private final boolean isOfBundle;
    private final Differences differences;

    /**
     * For the rows of a file.
     *
     * @param isOfBundle whether it must be as an export writes it byte for byte
     */
    CsvCells(String file, boolean isOfBundle, Differences differences) {
        this.file = file;
        this.isOfBundle = isOfBundle;
        this.differences = differences;
    }

    /** Compares a row, given as it should be and as it is; only the columns that are there. */
    void compare(long number, CsvHeader header, SessionEvent event, byte[] expectedRow, byte[] foundRow)
            throws UnreadableRowException {
        List<CsvCell> found = CsvCell.in(foundRow);
        List<CsvCell> expected = CsvCell.in(expectedRow);
        List<CsvCell> safe = CsvCell.in(EventsCsv.row(event, true).getBytes(StandardCharsets.UTF_8));
        if (found.size() != header.columns().size()) {
            differences.add(
                    Code.CSV_CELL_DIFFERS,
                    file,
                    "row " + number,
                    Integer.toString(header.columns().size()),
                    Integer.toString(found.size()),
                    "the row has another number of cells than the header has columns");
            return;
        }
        boolean isSame = true;
        for (int i = 0; i < found.size(); i++) {
            int place = header.places().get(i);
            boolean isTolerated = !isOfBundle
                    && (found.get(i).text().equals(safe.get(place).text())
                            || (EventsCsv.COLUMNS.get(place).equals(NUMBERS)
                                    && isSameNumber(
                                            found.get(i).text(),
                                            expected.get(place).text())));
            if (!isSame(expected.get(place), found.get(i)) && !isTolerated) {
                isSame = false;
                differs(number, header.columns().get(i), event, expected.get(place), found.get(i));
            }
        }
        if (isSame && isOfBundle && !Arrays.equals(expectedRow, foundRow)) {
            differences.add(
                    Code.BYTES_DIFFER,
                    file,
                    "row " + number,
                    "the row says the same in other bytes than an export writes (quotes, or the end of the line)");
        }
    }

    private static boolean isSame(CsvCell one, CsvCell other) {
        return one.text().equals(other.text()) && one.isAbsent() == other.isAbsent();
    }

    private static boolean isSameNumber(String one, String other) {
        try {
            return one.length() <= JsonReader.MAX_NUMBER_LENGTH
                    && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void differs(long number, String column, SessionEvent event, CsvCell expected, CsvCell found) {
        differences.add(
                Code.CSV_CELL_DIFFERS,
                file,
                "row " + number + ", column " + column,
                shown(expected),
                shown(found),
                "the event " + Differences.shown(event.id()) + " of the bundle's JSON says " + words(expected)
                        + ", its row says " + words(found));
    }

    private static String shown(CsvCell cell) {
        return cell.isAbsent() ? "" : Differences.shown(cell.text());
    }

    private static String words(CsvCell cell) {
        return cell.isAbsent() ? "nothing" : shown(cell);
    }
}
