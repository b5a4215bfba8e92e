package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.text.CodePoints;
import dev.candor.foundation.text.Wording;

/** Words that the sentences of violations share. */
public final class Sentences {
    private static final int MAX_QUOTE = 80;

    private Sentences() {}

    /** The violation of a row that is no JSON. */
    static Violation noJson(JsonSyntaxException e) {
        return new Violation(
                RowChecker.JSON_RULE,
                "",
                "the row is no valid JSON: " + e.sentence() + " (byte " + (e.offset() + 1) + ")");
    }

    /** The value at a pointer, as the subject of a sentence. */
    public static String subject(String pointer) {
        return pointer.isEmpty() ? "the row" : printable(pointer);
    }

    /** A text in quotes, cut when it is long. */
    public static String quoted(String text) {
        return '"'
                + printable(CodePoints.first(text, MAX_QUOTE))
                + (CodePoints.exceed(text, MAX_QUOTE) ? "…" : "")
                + '"';
    }

    /** What a row says must not move the cursor of who reads about it: what does not show is shown as JSON escapes it. */
    static String printable(String text) {
        return Wording.visible(text, Integer.MAX_VALUE);
    }
}
