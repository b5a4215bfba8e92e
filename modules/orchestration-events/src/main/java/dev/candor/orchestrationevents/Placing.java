package dev.candor.orchestrationevents;

import java.time.Instant;

/**
 * Gives events that belong together their places: by their timestamps, and one that is ahead of the clock behind all that
 * the log told before it. Not for two threads.
 */
final class Placing {
    private Instant latest = Instant.MIN;
    private long number;

    /** The event that the log tells next, in its place. */
    Placed next(OrchestrationEvent event) {
        Instant time = event.isAhead() ? latest : event.at();
        latest = time.isAfter(latest) ? time : latest;
        return new Placed(event, time, number++);
    }
}
