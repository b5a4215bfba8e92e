package dev.candor.validation;

import dev.candor.foundation.json.JsonSyntaxException;

/** Words that the sentences of violations share. */
final class Sentences {
    private static final int LONGEST_QUOTE = 80;

    private Sentences() {}

    /** The violation of a row that is no JSON. */
    static Violation noJson(JsonSyntaxException e) {
        return new Violation(
                RowChecker.JSON_RULE,
                "",
                "the row is no valid JSON: " + e.sentence() + " (byte " + (e.offset() + 1) + ")");
    }

    /** The value at a pointer, as the subject of a sentence. */
    static String subject(String pointer) {
        return pointer.isEmpty() ? "the row" : pointer;
    }

    /** A text in quotes, cut when it is long. */
    static String quoted(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST_QUOTE, text.codePointCount(0, text.length())));
        return '"' + text.substring(0, end) + (end < text.length() ? "…" : "") + '"';
    }
}
