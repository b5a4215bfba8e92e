package dev.candor.aggregatestore;

import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.time.Utc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Statistics of many items in few numbers. */
@Result
record Summary(
        int items,
        long totalRuns,
        long successCount,
        long failureCount,
        long timeoutCount,
        long cancelledCount,
        @Range(min = 0, max = 1) @OrNull Optional<BigDecimal> successRate,
        long accessCount,
        @OrNull Optional<String> lastRun) {
    private static final int DECIMALS = 3;
    /** By the moments that they mean: other programs write other offsets. What is no time is before all others. */
    private static final Comparator<String> BY_TIME = Comparator.comparing(
                    (String text) -> Utc.moment(text).orElse(Instant.MIN))
            .thenComparing(Comparator.naturalOrder());

    /** One item. */
    @Result
    record Line(
            String itemId,
            String type,
            long totalRuns,
            @Range(min = 0, max = 1) @OrNull Optional<BigDecimal> successRate,
            @OrNull Optional<BigDecimal> avgDurationMs,
            long accessCount,
            @OrNull Optional<String> lastRun,
            @OrNull Optional<String> lastOutcome) {
        static Line of(String id, ItemStats item) {
            RunStats runs = item.runs().orElse(RunStats.NONE);
            return new Line(
                    id,
                    item.type(),
                    runs.totalRuns(),
                    runs.successRate().map(Summary::decimal),
                    Optional.of(decimal(runs.avgDurationMs())).filter(average -> runs.totalRuns() > 0),
                    accesses(item),
                    runs.lastRun(),
                    runs.lastOutcome());
        }
    }

    static Summary of(Collection<ItemStats> items) {
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
        return new Summary(
                items.size(),
                total,
                successes,
                failures,
                timeouts,
                cancellations,
                RunStats.rate(successes, total).map(Summary::decimal),
                accesses,
                Optional.of(last).filter(run -> !run.isEmpty()));
    }

    private static long accesses(ItemStats item) {
        return item.accesses().map(AccessStats::accessCount).orElse(0L);
    }

    /** A line for each item after an id, as many as wanted. */
    static List<Line> lines(SortedMap<String, ItemStats> items, String after, int limit) {
        return items.tailMap(after + '\0').entrySet().stream()
                .limit(limit)
                .map(item -> Line.of(item.getKey(), item.getValue()))
                .toList();
    }

    private static BigDecimal decimal(double number) {
        return BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
