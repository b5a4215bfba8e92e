package dev.candor.ingestion;

import dev.candor.validation.schema.Finding;

/** A row that this program made is not as its contract says: what it was made of cannot be recorded. */
public final class UnfitRowException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int row;
    private final String pointer;

    UnfitRowException(int row, Finding why) {
        super(why.sentence());
        this.row = row;
        this.pointer = why.pointer();
    }

    /** Which of the rows, counted from 0. */
    public int row() {
        return row;
    }

    /** JSON pointer to what is wrong with it; empty for the row itself. */
    public String pointer() {
        return pointer;
    }
}
