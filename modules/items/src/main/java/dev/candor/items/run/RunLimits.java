package dev.candor.items.run;

import java.time.Duration;

/**
 * How much a run may take.
 *
 * @param timeout when a caller names none
 * @param grace how long a process may take to end by itself once it is asked to (TERM), before it is ended (KILL)
 * @param outputBytes how much is kept of standard output, of standard error and of a response, each; the rest is read and
 *     counted
 * @param concurrentRuns how many tools may run at a time
 */
public record RunLimits(Duration timeout, Duration grace, int outputBytes, int concurrentRuns) {
    /** The longest time a caller may ask for. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    private static final int MAX_OUTPUT = 64 << 20;

    public RunLimits {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("the timeout must be above 0 and at most a day, found " + timeout);
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("the grace must be 0 to 60 seconds, found " + grace);
        }
        if (outputBytes < 1 || outputBytes > MAX_OUTPUT) {
            throw new IllegalArgumentException("outputBytes must be 1 to " + MAX_OUTPUT + ", found " + outputBytes);
        }
        if (concurrentRuns < 1 || concurrentRuns > 1024) {
            throw new IllegalArgumentException("concurrentRuns must be 1 to 1024, found " + concurrentRuns);
        }
    }

    /** Five minutes, one second of grace, 1 MiB of each output, eight runs at a time. */
    public static RunLimits standard() {
        return new RunLimits(Duration.ofMinutes(5), Duration.ofSeconds(1), 1 << 20, 8);
    }
}
