package dev.candor.agents.internal.otlp;

/**
 * Bytes are no export request. The message is a full sentence: what was expected, what was found, at which byte, in which
 * member. It holds nothing of the request's content.
 */
public final class OtlpSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String pointer;

    OtlpSyntaxException(String sentence, int offset, String pointer) {
        super(sentence + " (byte " + offset + (pointer.isEmpty() ? "" : ", in " + pointer) + ").", null, false, false);
        this.offset = offset;
        this.pointer = pointer;
    }

    /** The sentence a user reads. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** Where reading stopped, in bytes from the start of the request. */
    public int offset() {
        return offset;
    }

    /** The member that was read, as a JSON pointer; in protobuf without the places in lists. Empty for the request itself. */
    public String pointer() {
        return pointer;
    }
}
