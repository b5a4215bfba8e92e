package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Statistics of many items in few numbers. */
final class Summary {
    private static final JsonValue NULL = new NullValue();
    private static final int DECIMALS = 3;
    /** By the moments that they mean: other programs write other offsets. What is no time is before all others. */
    private static final Comparator<String> BY_TIME = Comparator.comparing(
                    (String text) -> Utc.moment(text).orElse(Instant.MIN))
            .thenComparing(Comparator.naturalOrder());

    private Summary() {}

    static ObjectValue of(Collection<ItemStats> items) {
        long total = 0;
        long successes = 0;
        long failures = 0;
        long timeouts = 0;
        long cancellations = 0;
        long accesses = 0;
        String last = "";
        for (ItemStats item : items) {
            RunStats runs = item.runs().orElse(RunStats.NONE);
            total += runs.totalRuns();
            successes += runs.successCount();
            failures += runs.failureCount();
            timeouts += runs.timeoutCount();
            cancellations += runs.cancelledCount();
            accesses += accesses(item);
            String run = runs.lastRun().orElse("");
            last = BY_TIME.compare(run, last) > 0 ? run : last;
        }
        Map<String, JsonValue> summary = new HashMap<>();
        summary.put("items", JsonValue.of(items.size()));
        summary.put("total_runs", JsonValue.of(total));
        summary.put("success_count", JsonValue.of(successes));
        summary.put("failure_count", JsonValue.of(failures));
        summary.put("timeout_count", JsonValue.of(timeouts));
        summary.put("cancelled_count", JsonValue.of(cancellations));
        summary.put(
                "success_rate",
                RunStats.rate(successes, total).map(Summary::decimal).orElse(NULL));
        summary.put("access_count", JsonValue.of(accesses));
        summary.put("last_run", last.isEmpty() ? NULL : JsonValue.of(last));
        return new ObjectValue(summary);
    }

    private static long accesses(ItemStats item) {
        return item.accesses().map(AccessStats::accessCount).orElse(0L);
    }

    /** A line for each item behind an id, as many as wanted. */
    static JsonValue lines(SortedMap<String, ItemStats> items, String after, int limit) {
        List<JsonValue> lines = new ArrayList<>();
        items.tailMap(after + '\0').entrySet().stream()
                .limit(limit)
                .forEach(item -> lines.add(line(item.getKey(), item.getValue())));
        return JsonValue.of(lines);
    }

    private static JsonValue line(String id, ItemStats item) {
        RunStats runs = item.runs().orElse(RunStats.NONE);
        Map<String, JsonValue> line = new HashMap<>();
        line.put("item_id", JsonValue.of(id));
        line.put("type", JsonValue.of(item.type()));
        line.put("total_runs", JsonValue.of(runs.totalRuns()));
        line.put("success_rate", runs.successRate().map(Summary::decimal).orElse(NULL));
        line.put("avg_duration_ms", runs.totalRuns() == 0 ? NULL : decimal(runs.avgDurationMs()));
        line.put("access_count", JsonValue.of(accesses(item)));
        line.put("last_run", orNull(runs.lastRun()));
        line.put("last_outcome", orNull(runs.lastOutcome()));
        return new ObjectValue(line);
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.map(JsonValue::of).orElse(NULL);
    }

    private static JsonValue decimal(double number) {
        return JsonValue.rounded(number, DECIMALS);
    }
}
