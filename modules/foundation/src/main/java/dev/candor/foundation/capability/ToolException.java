package dev.candor.foundation.capability;

/** A tool cannot do what it was asked. The message is a full sentence that says what to do instead. */
public final class ToolException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose turn it is now, which each door says in its own way (an HTTP status, an exit code). */
    public enum Kind {
        /** The arguments make no sense: the caller's, to correct them. */
        INVALID_ARGUMENTS,
        /** What the arguments name is not there. */
        NOT_FOUND,
        /** A policy says no; the same call will be refused again. */
        REFUSED,
        /** As many calls as allowed are under way: try again later. */
        BUSY,
        /** The machine does not let us: a disk, a lock, a file that cannot be read. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String code;

    /**
     * A refusal.
     *
     * @param code stable, in lower kebab case: {@code item-not-found}
     * @param sentence what was expected, what was found, what to do
     */
    public ToolException(Kind kind, String code, String sentence) {
        super(sentence);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
