package dev.candor.eventlog;

import java.io.IOException;

/** The disk is full. Nothing was appended; when there is space again, appending works again. */
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says which file found no space, as a sentence. */
    public NoSpaceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
