package dev.candor.ingestion;

import dev.candor.foundation.files.Reasons;
import java.io.IOException;

/** A stream cannot be read to its end. The rows before are on disk and told by the receipt. */
public final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException reason;
    private final transient Receipt receipt;

    BrokenOffException(IOException unreadable, Receipt receipt) {
        super(Reasons.of(unreadable), unreadable);
        this.reason = unreadable;
        this.receipt = receipt;
    }

    /** Why the stream cannot be read. */
    public IOException reason() {
        return reason;
    }

    /** What became of the rows before; sent again, they are duplicates. */
    public Receipt receipt() {
        return receipt;
    }
}
