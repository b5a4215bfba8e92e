package dev.candor.insight;

import dev.candor.insight.internal.Percentile;
import dev.candor.insight.internal.WilsonInterval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Some runs of one skill or item that follow each other.
 *
 * @param runs how many, those without a known outcome among them
 * @param p95 the 95th percentile of the durations that there are; 0 without any
 */
record RunWindow(long runs, long successes, long failures, double p95) {
    private static final int RATE_DECIMALS = 4;
    private static final int EXACT_DECIMALS = 12;
    private static final int MS_DECIMALS = 3;
    private static final double PART = 0.95;

    /** What is kept of a run. */
    record Outcome(Optional<Boolean> succeeded, Optional<Double> durationMs) {}

    static RunWindow of(List<Outcome> runs) {
        long successes =
                runs.stream().filter(run -> run.succeeded().orElse(false)).count();
        long known = runs.stream().filter(run -> run.succeeded().isPresent()).count();
        double[] durations = runs.stream()
                .flatMap(run -> run.durationMs().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new RunWindow(
                runs.size(), successes, known - successes, durations.length == 0 ? 0 : Percentile.of(durations, PART));
    }

    /** How many have a known outcome. */
    long known() {
        return successes + failures;
    }

    /** Which part of those with a known outcome succeeded; only where there are any. */
    double rate() {
        return (double) successes / known();
    }

    /** Whether the rate is below another one, exactly. */
    boolean isRateBelow(BigDecimal least) {
        return BigDecimal.valueOf(successes).compareTo(least.multiply(BigDecimal.valueOf(known()))) < 0;
    }

    WilsonInterval interval() {
        return WilsonInterval.of(successes, known());
    }

    /** To 4 places, ties to the even neighbour; a tie is one although the sum of some rates missed it by 1e-16. */
    static BigDecimal rounded(double rate) {
        return BigDecimal.valueOf(rate)
                .setScale(EXACT_DECIMALS, RoundingMode.HALF_EVEN)
                .setScale(RATE_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** To 3 places, without zeros at the end. */
    static BigDecimal ms(double duration) {
        BigDecimal rounded = BigDecimal.valueOf(duration)
                .setScale(MS_DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
