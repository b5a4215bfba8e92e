package dev.candor.eventlog;

import java.io.IOException;

/** A position names no place in this log: it was removed, or belongs to another log. The message says which. */
public final class UnknownPositionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A position that is none of this log. */
    public UnknownPositionException(String sentence) {
        super(sentence);
    }
}
