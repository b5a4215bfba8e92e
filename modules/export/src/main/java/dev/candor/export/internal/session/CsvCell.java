package dev.candor.export.internal.session;

/** A cell of a CSV file as RFC 4180 writes it. */
public final class CsvCell {
    private static final char QUOTE = '"';
    private static final String FORMULA_BEGINNINGS = "=+-@";

    private CsvCell() {}

    /**
     * Adds a cell. An empty text is {@code ""}, which tells it from a cell that is not there.
     *
     * @param spreadsheetSafe whether a text that a spreadsheet could take for a formula gets an apostrophe before it
     */
    public static void append(StringBuilder row, String text, boolean spreadsheetSafe) {
        String cell = spreadsheetSafe && isRisky(text) ? "'" + text : text;
        if (!needsQuotes(cell)) {
            row.append(cell);
            return;
        }
        row.append(QUOTE);
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            row.append(c);
            if (c == QUOTE) {
                row.append(QUOTE);
            }
        }
        row.append(QUOTE);
    }

    private static boolean isRisky(String text) {
        return !text.isEmpty()
                && (FORMULA_BEGINNINGS.indexOf(text.charAt(0)) >= 0 || Character.isISOControl(text.charAt(0)));
    }

    private static boolean needsQuotes(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ',' || c == QUOTE || c == '\n' || c == '\r') {
                return true;
            }
        }
        return cell.isEmpty();
    }
}
