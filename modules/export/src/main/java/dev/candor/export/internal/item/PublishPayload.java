package dev.candor.export.internal.item;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.aggregatestore.RunStats;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** What a registry is told of an item: how often it ran and how well, never where, by whom or with which errors. */
@Result
public record PublishPayload(
        @Doc("How often it ran.") @Range(min = 1) long totalRuns,

        @Doc("The part of the runs that succeeded.") @Range(min = 0, max = 1)
        BigDecimal successRate,

        @Doc("On average.") @Range(min = 0) BigDecimal avgDurationMs) {
    static final int DECIMALS = 3;

    /** The payload; empty when the item never ran. */
    public static Optional<PublishPayload> of(ItemStats item) {
        return item.runs().filter(runs -> runs.totalRuns() > 0).map(PublishPayload::of);
    }

    private static PublishPayload of(RunStats runs) {
        return new PublishPayload(
                runs.totalRuns(), rounded(runs.successRate().orElse(0.0)), rounded(runs.avgDurationMs()));
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
