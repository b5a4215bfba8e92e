package dev.candor.export.internal.item;

/** A cell as RFC 4180 writes it. */
final class CsvCell {
    private CsvCell() {}

    /**
     * The cell of a text; of an empty one two quotes, because an empty cell is no text at all.
     *
     * @param spreadsheetSafe whether a text that a spreadsheet could take for a formula gets an apostrophe before it
     */
    static String of(String text, boolean spreadsheetSafe) {
        String cell = spreadsheetSafe && isFormula(text) ? "'" + text : text;
        boolean quoted = cell.isEmpty() || cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && ("=+-@".indexOf(text.charAt(0)) >= 0 || Character.isISOControl(text.charAt(0)));
    }
}
