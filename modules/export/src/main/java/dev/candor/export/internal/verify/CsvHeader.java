package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.EventsCsv;
import dev.candor.export.internal.verify.CsvRows.UnreadableRowException;
import dev.candor.foundation.files.LineScanner;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * The header of a CSV file that is compared.
 *
 * @param columns their names as they stand there
 * @param places where in {@link EventsCsv#COLUMNS} each of them stands; negative for one that is not known
 * @param isMarked whether a byte order mark stands before it
 */
record CsvHeader(List<String> columns, List<Integer> places, boolean isMarked) {
    static CsvHeader of(byte[] row) throws UnreadableRowException {
        int from = LineScanner.byteOrderMark(row, 0, row.length);
        List<String> columns = CsvCell.in(Arrays.copyOfRange(row, from, row.length)).stream()
                .map(CsvCell::text)
                .toList();
        return new CsvHeader(
                columns, columns.stream().map(EventsCsv.COLUMNS::indexOf).toList(), from > 0);
    }

    /** Whether it is the one that an export writes. */
    boolean isOurs() {
        return columns.equals(EventsCsv.COLUMNS);
    }

    /** Whether each column is known and there once, so that cells can be compared. */
    boolean isUsable() {
        return !places.contains(-1) && new HashSet<>(places).size() == places.size();
    }
}
