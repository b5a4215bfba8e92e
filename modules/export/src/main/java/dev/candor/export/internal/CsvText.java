package dev.candor.export.internal;

/** Cells of CSV files as RFC 4180 writes them. */
public final class CsvText {
    private CsvText() {}

    /**
     * The cell of a text; that of an empty one is {@code ""}, which tells it from a cell that is not there.
     *
     * @param spreadsheetSafe whether a text that a spreadsheet could take for a formula gets an apostrophe before it
     */
    public static String cell(String text, boolean spreadsheetSafe) {
        String cell = spreadsheetSafe && isFormula(text) ? "'" + text : text;
        boolean quoted = cell.isEmpty() || cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && ("=+-@".indexOf(text.charAt(0)) >= 0 || Character.isISOControl(text.charAt(0)));
    }
}
