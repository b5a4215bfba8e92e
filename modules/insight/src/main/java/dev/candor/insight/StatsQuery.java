package dev.candor.insight;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which runs are counted, and how. */
@Arguments
record StatsQuery(
        @Doc("Only these: names of skills, ids of items, or whatever by says.") @Size(max = 100)
        List<@Size(min = 1, max = 256) String> keys,

        @Doc("What runs are counted by; skills, items, and what agents did in one list when absent.")
        Optional<By> by,

        @Doc("Runs of then or later: a day (2026-11-20), a moment (2026-11-20T08:00:00Z) or how long ago (7d).")
        @Size(min = 2, max = 40)
        Optional<Instant> since,

        @Doc("Runs before that: a day, a moment or how long ago.") @Size(min = 2, max = 40)
        Optional<Instant> until,

        @Doc("Also counts by stretches of time of this length, in seconds.") @Range(min = 1, max = 31_622_400)
        Optional<Duration> bucket,

        @Doc(
                "Which come first: the most failures, the most runs, the lowest success rate, the highest p95, or the latest"
                        + " run (default failures).")
        Optional<Sort> sort,

        @Doc("How many are listed at most (default 20).") @Range(min = 1, max = 1000) @Default("20")
        int limit) {

    /** What runs can be counted by. */
    enum By {
        SKILL,
        ITEM,
        TOOL,
        AGENT,
        MODEL,
        SOURCE,
        REPOSITORY,
        REASON,
        TOTAL
    }

    /** The order, as SQL says it; kind and key decide among equals. */
    enum Sort {
        FAILURES("failures DESC, runs DESC"),
        RUNS("runs DESC"),
        RATE("successes / nullif(successes + failures, 0) NULLS LAST"),
        P95("p95 DESC NULLS LAST"),
        LAST("last DESC NULLS LAST");

        private final String order;

        Sort(String order) {
            this.order = order;
        }
    }

    Grouping grouping() {
        return Grouping.of(by);
    }

    String order() {
        return sort.orElse(Sort.FAILURES).order;
    }
}
