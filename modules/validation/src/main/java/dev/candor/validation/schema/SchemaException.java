package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonSyntaxException;

/** A schema or dictionary cannot be used. The message is a full sentence. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaException(String sentence) {
        super(sentence);
    }

    /** The file is no JSON at all. */
    public static SchemaException noJson(JsonSyntaxException e) {
        return new SchemaException("it is no valid JSON: " + e.sentence() + " (byte " + (e.offset() + 1) + ")");
    }
}
