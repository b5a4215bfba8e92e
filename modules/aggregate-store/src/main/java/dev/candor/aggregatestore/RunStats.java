package dev.candor.aggregatestore;

import java.util.Optional;

/**
 * The runs of an item.
 *
 * @param cancelledCount shown only when there is one
 * @param avgDurationMs running average over all runs
 * @param lastRun ISO 8601 UTC; empty before the first run, like the other two
 * @param lastError empty also when the last run was a success
 */
public record RunStats(
        long totalRuns,
        long successCount,
        long failureCount,
        long timeoutCount,
        long cancelledCount,
        double avgDurationMs,
        long httpCalls,
        long subprocessCalls,
        Optional<String> lastRun,
        Optional<String> lastOutcome,
        Optional<String> lastError) {

    static final RunStats NONE =
            new RunStats(0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** These runs and one more. */
    RunStats plus(LogRow.Run row) {
        long runs = totalRuns + 1;
        Execution run = row.execution();
        Outcome outcome = run.outcome();
        return new RunStats(
                runs,
                successCount + (outcome == Outcome.SUCCESS ? 1 : 0),
                failureCount + (outcome == Outcome.FAILURE ? 1 : 0),
                timeoutCount + (outcome == Outcome.TIMEOUT ? 1 : 0),
                cancelledCount + (outcome == Outcome.CANCELLED ? 1 : 0),
                avgDurationMs + (run.durationMs() - avgDurationMs) / runs,
                httpCalls + run.httpCalls(),
                subprocessCalls + run.subprocessCalls(),
                Optional.of(row.timestamp()),
                Optional.of(outcome.word()),
                run.error());
    }

    /** The part of the runs that were successes, 0 to 1; empty without runs. Others may have counted otherwise. */
    public Optional<Double> successRate() {
        return rate(successCount, totalRuns);
    }

    static Optional<Double> rate(long successes, long runs) {
        return runs > 0 ? Optional.of(Math.clamp((double) successes / runs, 0.0, 1.0)) : Optional.empty();
    }
}
