package dev.candor.insight;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How often things ran, how often that went well, and how long it took. */
@Result
record StatsReport(
        @Doc("As asked, else the first run; null without any.") @OrNull
        Optional<Instant> from,

        @Doc("As asked; null when no end was asked for.") @OrNull
        Optional<Instant> until,

        @Doc("How many groups there are, listed or not.") long total,

        List<Group> groups,

        @Doc("What is not in the numbers, one sentence each.")
        List<String> notes) {

    /** The runs of one of them. */
    @Result
    record Group(
            String key,

            @Doc("skill, item, tool, agent skill, agent tool, agent, model, source, repository, reason or total.")
            String kind,

            @Range(min = 1) long runs,
            long successes,
            long failures,

            @Doc("Runs of agents of which nobody tells how they ended, or that were refused or cancelled.")
            @Range(min = 1)
            Optional<Long> unknown,

            @Doc("successes / (successes + failures), to 4 places; null without either.") @OrNull
            Optional<BigDecimal> successRate,

            @Doc("The lower end of its 95 % interval by Wilson.") @OrNull
            Optional<BigDecimal> rateLow,

            @Doc("The upper end.") @OrNull Optional<BigDecimal> rateHigh,

            @Doc("In milliseconds, as all durations: of n in ascending order the one at index rint(0.5 (n - 1)).")
            @OrNull
            Optional<Long> p50Ms,

            @OrNull Optional<Long> p95Ms,
            @OrNull Optional<Long> p99Ms,
            @Doc("To 1 place.") @OrNull Optional<BigDecimal> avgMs,
            @Doc("The first run.") @OrNull Optional<Instant> first,
            @Doc("The latest run.") @OrNull Optional<Instant> last,

            @Doc("By model: tokens of the requests, those from a cache included.") @Range(min = 0)
            Optional<Long> inputTokens,

            @Doc("By model: tokens of the answers, those of the reasoning included.") @Range(min = 0)
            Optional<Long> outputTokens,

            @Doc("By model: what agents say that it cost, in US dollars.")
            Optional<BigDecimal> costUsd,

            @Doc("By time; only when bucket_s was given, and only those with a run.")
            List<Bucket> buckets) {}

    /** The runs of a stretch of time. */
    @Result
    record Bucket(
            @Doc("When it begins.") Instant at,
            @Range(min = 1) long runs,
            long failures) {}
}
