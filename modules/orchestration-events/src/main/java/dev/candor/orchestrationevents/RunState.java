package dev.candor.orchestrationevents;

import dev.candor.foundation.capability.Page.Tone;
import java.util.Locale;

/** What a run is now, as its events and the time say. */
enum RunState {
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

    /**
     * The state of a run.
     *
     * @param last what its last event says
     * @param isSilent whether nothing was heard of it for too long
     * @param isParked whether its repository is in quarantine, or it has none
     */
    static RunState of(Status last, boolean isSilent, boolean isParked) {
        return switch (last) {
            case STARTED -> isSilent ? LOST : RUNNING;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case SKIPPED -> SKIPPED;
            case RETRIED -> isSilent ? LOST : RETRIED;
            case QUARANTINED -> isParked ? QUARANTINED : FAILED;
        };
    }

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How its word is shown. */
    static Tone toneOf(String word) {
        return switch (valueOf(word.toUpperCase(Locale.ROOT))) {
            case SUCCEEDED -> Tone.GOOD;
            case FAILED, QUARANTINED, LOST -> Tone.BAD;
            case RUNNING, SKIPPED, RETRIED -> Tone.PLAIN;
        };
    }
}
