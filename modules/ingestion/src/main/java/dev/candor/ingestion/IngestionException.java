package dev.candor.ingestion;

/** Rows cannot be taken, or not all of them. What was taken before is on disk and told by the receipt. */
public final class IngestionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, which each door says in its own way (an HTTP status, an exit code). */
    public enum Kind {
        /** What was sent cannot be taken apart into rows. */
        UNDECODABLE,
        /** More was sent than one request may hold. */
        TOO_LARGE,
        /** Too much is under way: try again later. */
        BUSY,
        /** The disk is full: try again when there is space. */
        DISK_FULL,
        /** The log cannot be written or read. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final transient Receipt receipt;

    IngestionException(Kind kind, String sentence) {
        this(kind, sentence, Receipt.EMPTY);
    }

    IngestionException(Kind kind, String sentence, Receipt receipt) {
        super(sentence);
        this.kind = kind;
        this.receipt = receipt;
    }

    public Kind kind() {
        return kind;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** What became of the rows before; sent again, they are duplicates. */
    public Receipt receipt() {
        return receipt;
    }

    IngestionException with(Receipt soFar) {
        return new IngestionException(kind, sentence(), soFar);
    }
}
