package dev.candor.foundation.json;

/**
 * The bytes are not one JSON text. The message is a full sentence; {@link #offset()} counts bytes from the start of
 * the slice that was read.
 */
public final class JsonSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    JsonSyntaxException(int offset, String sentence) {
        super(sentence, null, false, false);
        this.offset = offset;
    }

    /** Where reading stopped, in bytes from the start of the slice. */
    public int offset() {
        return offset;
    }

    /** The sentence a user reads. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
