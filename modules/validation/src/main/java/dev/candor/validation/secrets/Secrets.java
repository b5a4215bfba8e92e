package dev.candor.validation.secrets;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;

/**
 * Finds what must not reach a disk: tokens, keys and passwords, by their shape or by the name they are kept under. Takes
 * time in proportion to the text, whatever the text.
 */
public final class Secrets {
    /** What stands in the place of a secret. */
    public static final String REDACTED = "[redacted]";

    private Secrets() {}

    /**
     * The row without its secrets; the same object when it has none. Of a text only the secret part is replaced. What
     * identifies the row ({@code session_id}, {@code skill} and their like) is judged by the shape of tokens alone.
     */
    public static ObjectValue redact(ObjectValue row) {
        return SecretRows.redact(row);
    }

    /** A value of any kind without its secrets; the same object when it has none. */
    public static JsonValue redact(JsonValue value) {
        return SecretRows.redact(value);
    }

    /** A text that may be no JSON, without its secrets; the same when it has none. */
    public static String redact(String text) {
        return SecretTexts.redact(text, true);
    }

    /** Whether a key with its value gives a secret away: by the key's name, the value's shape, or its randomness. */
    public static boolean containsSecret(String key, String value) {
        return SecretNames.hides(key, value)
                || !SecretTexts.redact(value, true).equals(value)
                || (RandomTexts.isIn(value) && !RandomTexts.isIdentifier(key));
    }
}
