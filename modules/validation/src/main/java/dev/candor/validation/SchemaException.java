package dev.candor.validation;

/** A schema or dictionary cannot be used. The message is a full sentence. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaException(String sentence) {
        super(sentence);
    }
}
