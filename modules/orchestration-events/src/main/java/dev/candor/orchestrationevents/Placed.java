package dev.candor.orchestrationevents;

import java.time.Instant;
import java.util.Comparator;

/**
 * An event in its place among others: by the time, then by the order of the log.
 *
 * @param time the event's timestamp, unless that is ahead of the clock
 * @param number how many events the log told before it
 */
record Placed(OrchestrationEvent event, Instant time, long number) implements Comparable<Placed> {
    private static final Comparator<Placed> ORDER =
            Comparator.comparing(Placed::time).thenComparingLong(Placed::number);

    @Override
    public int compareTo(Placed other) {
        return ORDER.compare(this, other);
    }
}
