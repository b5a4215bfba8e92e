package dev.candor.export.internal.item;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.aggregatestore.RunStats;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Map;
import java.util.Optional;

/** What a registry is told of an item: how often it ran and how well, never where, by whom or with which errors. */
public final class PublishPayload {
    static final int DECIMALS = 3;

    private PublishPayload() {}

    /** The payload {@code total_runs, success_rate, avg_duration_ms}; empty when the item never ran. */
    public static Optional<ObjectValue> of(ItemStats item) {
        return item.runs().filter(runs -> runs.totalRuns() > 0).map(PublishPayload::of);
    }

    private static ObjectValue of(RunStats runs) {
        return new ObjectValue(Map.of(
                "total_runs", JsonValue.of(runs.totalRuns()),
                "success_rate", JsonValue.rounded(runs.successRate().orElse(0.0), DECIMALS),
                "avg_duration_ms", JsonValue.rounded(runs.avgDurationMs(), DECIMALS)));
    }
}
