package dev.candor.foundation.text;

/** Cells of CSV files as RFC 4180 writes them. */
public final class CsvText {
    /** What readers of any language may take for the end of a line, and what separates and quotes cells. */
    private static final String QUOTED = ",\"\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

    /** What begins a formula, and each sign in its other widths and forms, which some spreadsheets take for the sign. */
    private static final String FORMULA_SIGNS = "=\uFF1D\uFE66\u207C\u208C" + "+\uFF0B\uFE62\u207A\u208A\uFB29"
            + "-\uFF0D\uFE63\u207B\u208B\u2212\u2010\u2011" + "@\uFF20\uFE6B" + "|\uFF5C\uFFE8" + "%\uFF05\uFE6A";

    /** Quotes, which spreadsheets may take off before they look at the cell. */
    private static final String QUOTES = "\"'`\u2018\u2019\u201C\u201D\uFF02\uFF07";

    private CsvText() {}

    /**
     * The cell of a text; that of an empty one is {@code ""}, which tells it from a cell that is not there.
     *
     * @param spreadsheetSafe whether a text that a spreadsheet could take for a formula gets an apostrophe before it
     */
    public static String cell(String text, boolean spreadsheetSafe) {
        String cell = spreadsheetSafe && isFormula(text) ? "'" + text : text;
        boolean quoted = cell.isEmpty() || cell.chars().anyMatch(c -> QUOTED.indexOf(c) >= 0);
        return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** Whether a spreadsheet could take a text for a formula; a plain number is none. */
    public static boolean isFormula(String text) {
        if (text.isEmpty() || isNumber(text)) {
            return false;
        }
        int at = 0;
        while (at < text.length() && isPassedOver(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return Character.isISOControl(text.charAt(0))
                || (at < text.length() && FORMULA_SIGNS.indexOf(text.charAt(at)) >= 0);
    }

    /** What may stand before the sign of a formula: spaces, quotes, a byte order mark, characters without width. */
    private static boolean isPassedOver(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || QUOTES.indexOf(character) >= 0
                || HiddenCharacters.isHidden(character);
    }

    /** An optional sign, digits, an optional fraction, an optional exponent, in ASCII. */
    private static boolean isNumber(String text) {
        return text.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }
}
