package dev.candor.validation.schema;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonSyntaxException;

/**
 * One reason to refuse a row.
 *
 * @param rule the schema keyword or named rule that was broken, {@code json} for text that is no JSON
 * @param pointer JSON pointer (RFC 6901) to the offending value; empty for the row itself
 * @param sentence what was expected and what was found, for a person
 */
public record Violation(String rule, String pointer, String sentence) {
    /** A text from a row in quotes, as sentences show it: cut when it is long, control characters escaped. */
    public static String quoted(String text) {
        return Sentences.quoted(text);
    }

    /** The violation of a row that is no JSON. */
    public static Violation noJson(JsonSyntaxException e) {
        return Sentences.noJson(e);
    }

    /** The violation of a line that is too long to be read. */
    public static Violation overlongLine() {
        return new Violation(
                "line_length", "", "the row must have at most " + LineScanner.MAX_LINE_BYTES + " bytes, found more");
    }
}
