package dev.candor.items.file;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The statistics that an item may carry in its own file: six keys, and nothing that says where it ran or what went wrong.
 *
 * @param successCount of all runs; those that neither succeeded nor failed ran out of time or were cancelled
 * @param successRate 0 to 1; kept with 3 decimals
 * @param avgDurationMs kept with at most 3 decimals
 * @param lastRun ISO 8601 in UTC with a Z; empty when nobody knows
 */
@Result
public record ItemStatistics(
        @Doc("How often it ran.") @Range(min = 1) long totalRuns,
        @Doc("Successes.") @Range(min = 0) long successCount,
        @Doc("Failures.") @Range(min = 0) long failureCount,

        @Doc("The part of the runs that succeeded.") @Range(min = 0, max = 1)
        BigDecimal successRate,

        @Doc("On average.") @Range(min = 0) BigDecimal avgDurationMs,

        @Doc("ISO 8601 in UTC; null when unknown.") @OrNull Optional<String> lastRun) {
    /** What a moment looks like. */
    public static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z");

    private static final int DECIMALS = 3;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    public ItemStatistics {
        count("total_runs", totalRuns);
        count("success_count", successCount);
        count("failure_count", failureCount);
        within("success_rate", successRate, BigDecimal.ONE);
        within("avg_duration_ms", avgDurationMs, LARGEST);
        successRate = successRate.setScale(DECIMALS, RoundingMode.HALF_EVEN);
        avgDurationMs = shortest(avgDurationMs);
        if (lastRun.filter(text -> !MOMENT.matcher(text).matches()).isPresent()) {
            throw new IllegalArgumentException(
                    "last_run must be a time in UTC as in 2026-01-28T14:22:00Z, found '" + lastRun.get() + "'");
        }
    }

    private static void count(String name, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " must not be negative, found " + count);
        }
    }

    private static void within(String name, BigDecimal number, BigDecimal most) {
        if (number.signum() < 0 || number.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be 0 to " + most + ", found " + number);
        }
    }

    private static BigDecimal shortest(BigDecimal number) {
        BigDecimal rounded = number.setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded;
    }

    /** The six keys, in the order in which they are written. */
    public ObjectValue json() {
        return ItemStatisticsShape.INSTANCE.write(this);
    }
}
