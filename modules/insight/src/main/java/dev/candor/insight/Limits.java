package dev.candor.insight;

import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a skill or an item.
 *
 * @param minInvocations so many runs are needed in the window to judge it
 * @param minSuccessRate 0 to 1, among the runs whose outcome is known
 * @param maxP95DurationMs the greatest 95th percentile of the durations, in milliseconds
 * @param trendWindows with how many windows before the last one that is compared; 0 for none
 * @param maxSuccessRateDrop how far the rate may be below the mean of those windows, 0 to 1
 * @param maxP95IncreaseMs how far the 95th percentile may be above the mean of those windows
 */
@Result
record Limits(
        int minInvocations,
        BigDecimal minSuccessRate,
        BigDecimal maxP95DurationMs,
        int trendWindows,
        @OrNull Optional<BigDecimal> maxSuccessRateDrop,
        @OrNull Optional<BigDecimal> maxP95IncreaseMs) {
    /** The greatest {@link #trendWindows}: bounds how many runs are kept of each skill and item. */
    static final int MAX_TREND_WINDOWS = 100;

    /** What is asked where nothing is said. */
    static final Limits STANDARD =
            new Limits(1, BigDecimal.ONE, BigDecimal.valueOf(15_000), 0, Optional.empty(), Optional.empty());

    private static final String MIN_INVOCATIONS = "min_invocations";
    private static final String MIN_SUCCESS_RATE = "min_success_rate";
    private static final String MAX_P95_DURATION_MS = "max_p95_duration_ms";
    private static final String TREND_WINDOWS = "trend_windows";
    private static final String MAX_SUCCESS_RATE_DROP = "max_success_rate_drop";
    private static final String MAX_P95_INCREASE_MS = "max_p95_increase_ms";

    /** What the limits are called in files. */
    static final List<String> NAMES = List.of(
            MIN_INVOCATIONS,
            MIN_SUCCESS_RATE,
            MAX_P95_DURATION_MS,
            TREND_WINDOWS,
            MAX_SUCCESS_RATE_DROP,
            MAX_P95_INCREASE_MS);

    Limits {
        atLeastZero(MIN_INVOCATIONS, BigDecimal.valueOf(minInvocations));
        part(MIN_SUCCESS_RATE, minSuccessRate);
        atLeastZero(MAX_P95_DURATION_MS, maxP95DurationMs);
        if (trendWindows < 0 || trendWindows > MAX_TREND_WINDOWS) {
            throw new IllegalArgumentException(
                    "trend_windows must be from 0 to " + MAX_TREND_WINDOWS + ", found " + trendWindows);
        }
        maxSuccessRateDrop.ifPresent(drop -> part(MAX_SUCCESS_RATE_DROP, drop));
        maxP95IncreaseMs.ifPresent(increase -> atLeastZero(MAX_P95_INCREASE_MS, increase));
        if (trendWindows == 0 && (maxSuccessRateDrop.isPresent() || maxP95IncreaseMs.isPresent())) {
            throw new IllegalArgumentException(
                    (maxSuccessRateDrop.isPresent() ? MAX_SUCCESS_RATE_DROP : MAX_P95_INCREASE_MS)
                            + " needs trend_windows of 1 or more, found 0");
        }
    }

    /** By names; those that are not given are standard. */
    static Limits of(Map<String, BigDecimal> given) {
        return new Limits(
                whole(MIN_INVOCATIONS, given, STANDARD.minInvocations()),
                given.getOrDefault(MIN_SUCCESS_RATE, STANDARD.minSuccessRate()),
                given.getOrDefault(MAX_P95_DURATION_MS, STANDARD.maxP95DurationMs()),
                whole(TREND_WINDOWS, given, STANDARD.trendWindows()),
                Optional.ofNullable(given.get(MAX_SUCCESS_RATE_DROP)),
                Optional.ofNullable(given.get(MAX_P95_INCREASE_MS)));
    }

    private static int whole(String name, Map<String, BigDecimal> given, int standard) {
        BigDecimal number = given.getOrDefault(name, BigDecimal.valueOf(standard));
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(name + " must be a whole number, found " + number.toPlainString(), e);
        }
    }

    private static void part(String name, BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, found " + value.toPlainString());
        }
    }

    private static void atLeastZero(String name, BigDecimal value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, found " + value.toPlainString());
        }
    }
}
