package dev.candor.app.cli;

import dev.candor.foundation.text.Wording;

/** What the result of a tool holds, for a person to read: what others wrote cannot steer the terminal. */
final class ResultWords {
    private static final int LONGEST = 500;

    private ResultWords() {}

    static String line(String text) {
        return Wording.line(text, LONGEST);
    }

    /** A text, with spaces behind it up to a width. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
