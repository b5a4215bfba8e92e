package dev.candor.orchestrationevents;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs that somebody asked for, how many there are in each state, and the repositories in quarantine. */
@Result
record RunReport(
        @Doc("The moment of which this is true, ISO 8601 in UTC.")
        Instant asOf,

        Duration lostAfter,
        @Doc("How many events the log tells, of all runs.") long events,

        @Doc("How many runs are in each state, whichever state was asked for.")
        Counts counts,

        @Doc("How many runs match, listed or not.") long total,
        @Doc("The runs that match, the latest first.") List<Run> runs,
        long quarantinedTotal,

        @Doc(
                "Repositories that were parked and not released since, since when, as the last event of it says why, with what"
                        + " was done to them all the same; at most 1000.")
        List<Parked> quarantinedRepositories,

        @Doc("What is left out, a sentence each.") List<String> notes) {
    /** How many repositories in quarantine are told one by one. */
    static final int MAX_REPOSITORIES = 1000;

    /** How many runs are in each state. */
    @Result
    record Counts(long running, long succeeded, long failed, long skipped, long retried, long quarantined, long lost) {
        static Counts of(Map<RunState, Long> counts) {
            return new Counts(
                    counts.getOrDefault(RunState.RUNNING, 0L),
                    counts.getOrDefault(RunState.SUCCEEDED, 0L),
                    counts.getOrDefault(RunState.FAILED, 0L),
                    counts.getOrDefault(RunState.SKIPPED, 0L),
                    counts.getOrDefault(RunState.RETRIED, 0L),
                    counts.getOrDefault(RunState.QUARANTINED, 0L),
                    counts.getOrDefault(RunState.LOST, 0L));
        }

        long of(RunState state) {
            return switch (state) {
                case RUNNING -> running;
                case SUCCEEDED -> succeeded;
                case FAILED -> failed;
                case SKIPPED -> skipped;
                case RETRIED -> retried;
                case QUARANTINED -> quarantined;
                case LOST -> lost;
            };
        }

        long all() {
            return Arrays.stream(RunState.values()).mapToLong(this::of).sum();
        }
    }

    /** What became of one run. */
    @Result
    record Run(
            @OrNull Optional<String> repository,
            @OrNull Optional<String> tool,
            String source,
            String phase,
            RunState state,
            @Doc("As the last event says it.") Status lastStatus,
            Instant lastAt,
            @OrNull Optional<Instant> startedAt,
            long attempt,
            @OrNull Optional<Long> durationMs,
            @OrNull Optional<String> message,
            long events,

            boolean repositoryQuarantined,
            @Doc("The last five.") List<Contradiction> contradictions,
            long contradictionCount) {
        static Run of(RunState state, long events, boolean repositoryQuarantined, AttemptCheck attempts) {
            OrchestrationEvent last = attempts.last();
            return new Run(
                    last.key().repository(),
                    last.key().tool(),
                    last.key().source(),
                    last.key().phase(),
                    state,
                    last.status(),
                    last.at(),
                    attempts.startedAt(),
                    last.attempt(),
                    last.durationMs(),
                    last.message(),
                    events,
                    repositoryQuarantined,
                    attempts.contradictions(),
                    attempts.count());
        }

        RunKey key() {
            return new RunKey(repository, tool, source, phase);
        }
    }

    /** A repository in quarantine. */
    @Result
    record Parked(
            String repository,
            Instant since,
            @OrNull Optional<String> tool,
            String source,
            String phase,
            long attempt,
            @OrNull Optional<String> message,
            List<Contradiction> contradictions) {
        static Parked of(RepositoryHistory history) {
            OrchestrationEvent latest = history.latestQuarantine().orElseThrow();
            return new Parked(
                    latest.key().repository().orElse(""),
                    history.quarantine().orElseThrow().at(),
                    latest.key().tool(),
                    latest.key().source(),
                    latest.key().phase(),
                    latest.attempt(),
                    latest.message(),
                    history.contradictions());
        }
    }
}
