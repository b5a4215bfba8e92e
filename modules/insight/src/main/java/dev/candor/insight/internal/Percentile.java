package dev.candor.insight.internal;

import java.util.Arrays;

/** Percentiles by rank: always a value that occurred, never one between two. */
public final class Percentile {
    private Percentile() {}

    /**
     * The value at index {@code rint(part * (n - 1))} of the n values in ascending order; ties go to the even index.
     *
     * @param values at least one, in any order
     * @param part 0 to 1: 0.95 for the 95th percentile
     */
    public static double of(double[] values, double part) {
        if (values.length == 0 || !(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("a percentile needs a value, and a part from 0 to 1, found "
                    + values.length + " values and " + part);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.rint(part * (sorted.length - 1))];
    }
}
