package dev.candor.foundation.json;

/** What {@link JsonReader#next()} met. */
public enum JsonToken {
    OBJECT_START,
    OBJECT_END,
    ARRAY_START,
    ARRAY_END,
    NAME,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** The text is complete and nothing follows it. */
    END
}
