package dev.candor.items.run;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

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

    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(MAX_TIMEOUT.toSeconds());

    /** What a number of seconds must be, as a part of a sentence. */
    static final String BOUNDS = "above 0, at most " + MAX_SECONDS;

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

    /** The duration; empty for what is no number within the bounds. */
    static Optional<Duration> seconds(JsonValue value) {
        return value instanceof NumberValue number ? seconds(number.number()) : Optional.empty();
    }

    /** The duration; empty for a number beyond the bounds. Less than a nanosecond is one. */
    static Optional<Duration> seconds(BigDecimal seconds) {
        return seconds.signum() > 0 && seconds.compareTo(MAX_SECONDS) <= 0
                ? Optional.of(
                        Duration.ofNanos(Math.max(1, seconds.movePointRight(9).longValue())))
                : Optional.empty();
    }
}
