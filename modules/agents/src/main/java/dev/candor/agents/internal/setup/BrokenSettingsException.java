package dev.candor.agents.internal.setup;

/** A settings file cannot be understood, or not be changed without a guess. Nothing was written. */
public final class BrokenSettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * At a place of a text.
     *
     * @param offset in characters
     * @param sentence what was expected, and what was found
     */
    BrokenSettingsException(String text, int offset, String sentence) {
        super(sentence);
        int at = Math.min(offset, text.length());
        int begin = text.lastIndexOf('\n', at - 1) + 1;
        this.line = 1
                + (int) text.substring(0, begin).chars().filter(c -> c == '\n').count();
        int mark = begin == 0 && text.startsWith(SettingsText.BYTE_ORDER_MARK) && at > 0 ? 1 : 0;
        this.column = 1 + text.codePointCount(begin + mark, Math.max(at, begin + mark));
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** In characters, counted from 1. */
    public int column() {
        return column;
    }

    /** What is wrong, without the place. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
