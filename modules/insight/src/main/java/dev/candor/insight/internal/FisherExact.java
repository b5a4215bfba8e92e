package dev.candor.insight.internal;

/**
 * The one-sided exact test of Fisher: how likely a window has at least so many failures by chance, when the failures of
 * both windows are spread over all runs at random.
 */
public final class FisherExact {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
    /** From here on four terms of Stirling's series are exact to the last bit. */
    private static final int STIRLING = 32;

    private static final double NEGLIGIBLE = 1e-18;

    private FisherExact() {}

    /**
     * The probability of at least {@code failures} in the recent window, given how many there are in both. The relative error
     * is below 1e-9 for windows of up to 10,000 runs, where the probability is one that a double can hold.
     */
    public static double atLeast(int failures, int runs, int baselineFailures, int baselineRuns) {
        if (failures < 0 || runs < failures || baselineFailures < 0 || baselineRuns < baselineFailures) {
            throw new IllegalArgumentException("failures must be 0 to runs, found " + failures + " of " + runs + " and "
                    + baselineFailures + " of " + baselineRuns);
        }
        int failed = failures + baselineFailures;
        int least = Math.max(0, failed - baselineRuns);
        int most = Math.min(failed, runs);
        if (failures <= least) {
            return 1;
        }
        // the sum goes away from the most likely count, so that its terms fall and none overflows
        double expected = (double) failed * runs / (runs + (double) baselineRuns);
        return failures > expected
                ? tail(failures, most, 1, runs, failed, baselineRuns)
                : 1 - tail(failures - 1, least, -1, runs, failed, baselineRuns);
    }

    private static double tail(int from, int to, int step, int runs, int failed, int baselineRuns) {
        double sum = 0;
        double term = 1;
        for (long k = from; term > sum * NEGLIGIBLE; k += step) {
            sum += term;
            if (k == to) {
                break;
            }
            term *= step > 0
                    ? ((double) (failed - k) * (runs - k)) / ((double) (k + 1) * (baselineRuns - failed + k + 1))
                    : ((double) k * (baselineRuns - failed + k)) / ((double) (failed - k + 1) * (runs - k + 1));
        }
        return Math.exp(logChoose(runs, from)
                        + logChoose(baselineRuns, failed - from)
                        - logChoose((long) runs + baselineRuns, failed))
                * sum;
    }

    private static double logChoose(long n, long k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /** The logarithm of the gamma function at n + 1. */
    private static double logFactorial(long n) {
        if (n < STIRLING) {
            double product = 1;
            for (long factor = 2; factor <= n; factor++) {
                product *= factor;
            }
            return Math.log(product);
        }
        double x = n;
        double series = (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - 1 / (1680 * x * x)) / (x * x)) / (x * x)) / x;
        return (x + 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series;
    }
}
