package dev.candor.eventlog;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a log is kept. What is older, or too much, may be removed.
 *
 * @param keepFor how long after they were written; for ever when empty
 * @param keepBytes how much in all, in bytes; everything when empty
 */
public record Retention(Optional<Duration> keepFor, OptionalLong keepBytes) {
    public Retention {
        if (keepFor.isPresent() && keepFor.get().isNegative()) {
            throw new IllegalArgumentException("rows are kept for a time that is not negative, found " + keepFor.get());
        }
        if (keepBytes.isPresent() && keepBytes.getAsLong() < 0) {
            throw new IllegalArgumentException("0 bytes or more are kept, found " + keepBytes.getAsLong());
        }
    }

    /** Everything, for ever. */
    public static Retention unlimited() {
        return new Retention(Optional.empty(), OptionalLong.empty());
    }

    /** Whether everything is kept for ever. */
    public boolean isUnlimited() {
        return keepFor.isEmpty() && keepBytes.isEmpty();
    }
}
