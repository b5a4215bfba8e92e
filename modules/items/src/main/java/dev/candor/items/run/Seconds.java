package dev.candor.items.run;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** How long something may take, as callers and items write it. */
final class Seconds {
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(RunLimits.MAX_TIMEOUT.toSeconds());

    /** What a number must be, as a part of a sentence. */
    static final String BOUNDS = "above 0, at most " + MAX_SECONDS;

    private Seconds() {}

    /** The duration; empty for what is no number within the bounds. */
    static Optional<Duration> of(JsonValue value) {
        return value instanceof NumberValue number ? of(number.number()) : Optional.empty();
    }

    /** The duration; empty for a number beyond the bounds. Less than a nanosecond is one. */
    static Optional<Duration> of(BigDecimal seconds) {
        return seconds.signum() > 0 && seconds.compareTo(MAX_SECONDS) <= 0
                ? Optional.of(
                        Duration.ofNanos(Math.max(1, seconds.movePointRight(9).longValue())))
                : Optional.empty();
    }
}
