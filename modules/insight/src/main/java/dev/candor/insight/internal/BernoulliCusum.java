package dev.candor.insight.internal;

/**
 * Finds the run from which on a success rate is lower: the cumulative sum test of Page (1954) for outcomes. A run adds how
 * much more likely its outcome is at the lower rate than at the baseline's, as a logarithm; the sum never falls below 0.
 */
public final class BernoulliCusum {
    /** The sum that is an alarm: the runs since the last 0 are a hundred times more likely at the lower rate. */
    public static final double THRESHOLD = 4.6;

    private static final double DROP = 0.15;

    private final double failureWeight;
    private final double successWeight;
    private double sum;
    private int runs;
    private int lastZero;

    /** Against a baseline of so many successes among so many runs; half a success and half a failure keep it off 0 and 1. */
    public BernoulliCusum(int successes, int baselineRuns) {
        if (successes < 0 || baselineRuns < successes) {
            throw new IllegalArgumentException(
                    "expected 0 to " + baselineRuns + " successes among " + baselineRuns + " runs, found " + successes);
        }
        double rate = (successes + 0.5) / (baselineRuns + 1.0);
        double lower = Math.max(rate - DROP, rate / 2);
        failureWeight = Math.log((1 - lower) / (1 - rate));
        successWeight = Math.log(lower / rate);
    }

    /** Adds the next run. */
    public void add(boolean hasFailed) {
        sum = Math.max(0, sum + (hasFailed ? failureWeight : successWeight));
        runs++;
        if (sum == 0) {
            lastZero = runs;
        }
    }

    /** 0 or more. */
    public double sum() {
        return sum;
    }

    /** The number of the first run after the sum was 0 for the last time, counted from 0. */
    public int changePoint() {
        return lastZero;
    }
}
