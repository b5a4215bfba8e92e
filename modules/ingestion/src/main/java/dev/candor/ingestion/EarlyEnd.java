package dev.candor.ingestion;

import java.io.IOException;
import java.util.Optional;

/**
 * Why rows were not taken to their end. Those before are on disk; sent again, they are duplicates.
 *
 * @param sentence for whoever sent them
 * @param cause why the stream cannot be read, when that is why
 */
public record EarlyEnd(Kind kind, String sentence, Optional<IOException> cause) {
    /** What each door says in its own way (an HTTP status, an exit code). */
    public enum Kind {
        /** What was sent cannot be taken apart into rows. */
        UNDECODABLE,
        /** More was sent than one request may hold. */
        TOO_LARGE,
        /** The stream cannot be read to its end. */
        UNREADABLE,
        /** Too much is under way: try again later. */
        BUSY,
        /** The disk is full: try again when there is space. */
        DISK_FULL,
        /** The log cannot be written or read. */
        UNAVAILABLE
    }

    EarlyEnd(Kind kind, String sentence) {
        this(kind, sentence, Optional.empty());
    }
}
