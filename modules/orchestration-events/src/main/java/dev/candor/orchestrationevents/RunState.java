package dev.candor.orchestrationevents;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a run is now, as its events and the time say. */
public enum RunState {
    /** Started, and not for too long. */
    RUNNING,
    SUCCEEDED,
    /** Failed for good, or released from quarantine since. */
    FAILED,
    SKIPPED,
    /** Was run again, and not for too long; how that ended is not known yet. */
    RETRIED,
    /** Gave up, and its repository was not released since. */
    QUARANTINED,
    /** Started or run again, and for too long nothing was heard of how it ended. */
    LOST;

    /** The state of that word. */
    public static Optional<RunState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
