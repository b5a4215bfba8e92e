package dev.candor.insight;

import dev.candor.insight.internal.BernoulliCusum;
import dev.candor.insight.internal.FisherExact;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Compares the recent runs of one skill or item with those before, after each of its runs in their order. The rate has dropped
 * once it is {@code minDrop} lower and Fisher's p is below {@link #MAX_P}. From then on the baseline stays what it was, until
 * the rate of a window is at most half of {@code minDrop} below it. So the answer depends on the runs alone, not on when
 * somebody asked.
 */
final class DegradationDetector {
    static final double MAX_P = 0.01;
    static final int MIN_BASELINE = 20;
    static final int BROKEN_RUNS = 5;
    /** The baseline has so many windows at most, so that it is what was usual lately. */
    static final int BASELINE_WINDOWS = 5;
    /** So many windows of each skill and item are looked at; a drop that is older is what is usual by now. */
    static final int HISTORY_WINDOWS = 50;

    private static final int MIN_FLAKY_RUNS = 10;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final int window;
    private final BigDecimal minDrop;
    private final List<Optional<Run>> failures;
    /** How many of the first n runs failed. */
    private final int[] failuresUntil;

    private Optional<Drop> drop = Optional.empty();

    /** Runs that follow each other. */
    record Counts(int runs, int failures) {
        int successes() {
            return runs - failures;
        }

        /** How the drop of the rate from a baseline compares with another drop, exactly. */
        int compareDrop(Counts baseline, BigDecimal other) {
            long found = (long) baseline.successes() * runs - (long) successes() * baseline.runs;
            return BigDecimal.valueOf(found).compareTo(other.multiply(BigDecimal.valueOf((long) baseline.runs * runs)));
        }

        double p(Counts baseline) {
            return FisherExact.atLeast(failures, runs, baseline.failures, baseline.runs);
        }
    }

    /** A drop that lasts; its windows are at the place where it was noticed. */
    private record Drop(int baselineFrom, int windowFrom, Counts baseline, double leastP) {}

    /**
     * Of the last runs with a known outcome.
     *
     * @param runs in their order: the run when it failed, empty when it succeeded
     */
    DegradationDetector(List<Optional<Run>> runs, int window, BigDecimal minDrop) {
        this.window = window;
        this.minDrop = minDrop;
        this.failures = List.copyOf(runs);
        this.failuresUntil = new int[runs.size() + 1];
        for (int i = 0; i < runs.size(); i++) {
            failuresUntil[i + 1] = failuresUntil[i] + (runs.get(i).isPresent() ? 1 : 0);
        }
        for (int end = runsNeeded(window); end <= runs.size(); end++) {
            drop = after(end);
        }
    }

    /** How many runs it takes to compare. */
    static int runsNeeded(int window) {
        return window + MIN_BASELINE;
    }

    private Optional<Drop> after(int end) {
        int from = end - window;
        Counts recent = counts(from, end);
        if (drop.isPresent()) {
            Drop last = drop.get();
            boolean hasRecovered = recent.compareDrop(last.baseline(), minDrop.divide(TWO)) <= 0;
            return hasRecovered
                    ? Optional.empty()
                    : Optional.of(new Drop(
                            last.baselineFrom(),
                            last.windowFrom(),
                            last.baseline(),
                            Math.min(last.leastP(), recent.p(last.baseline()))));
        }
        int baselineFrom = Math.max(0, from - BASELINE_WINDOWS * window);
        Counts before = counts(baselineFrom, from);
        if (recent.compareDrop(before, minDrop) < 0) {
            return Optional.empty();
        }
        double p = recent.p(before);
        return p < MAX_P ? Optional.of(new Drop(baselineFrom, from, before, p)) : Optional.empty();
    }

    private Counts counts(int from, int end) {
        return new Counts(end - from, failuresUntil[end] - failuresUntil[from]);
    }

    int runs() {
        return failures.size();
    }

    boolean hasDropped() {
        return drop.isPresent();
    }

    Counts recent() {
        return counts(Math.max(0, runs() - window), runs());
    }

    /** The runs before the window, while a drop lasts those before it was noticed; empty when there are too few. */
    Optional<Counts> baseline() {
        if (runs() < runsNeeded(window)) {
            return Optional.empty();
        }
        int end = runs() - window;
        return drop.map(Drop::baseline)
                .or(() -> Optional.of(counts(Math.max(0, end - BASELINE_WINDOWS * window), end)));
    }

    /** Of the window; while a drop lasts the least since it was noticed, so that it does not go and come with each run. */
    Optional<Double> p() {
        return drop.map(Drop::leastP).or(() -> baseline().map(baseline -> recent().p(baseline)));
    }

    /** The first bad run of the drop: the change point of the alarm, or of the highest sum where none reaches it. */
    Optional<Run> firstBad() {
        return drop.flatMap(last -> failures.get(changePoint(last)));
    }

    private int changePoint(Drop last) {
        BernoulliCusum cusum =
                new BernoulliCusum(last.baseline().successes(), last.baseline().runs());
        double highest = 0;
        int found = 0;
        for (int i = last.baselineFrom(); i < runs() && highest < BernoulliCusum.THRESHOLD; i++) {
            cusum.add(failures.get(i).isPresent());
            if (i >= last.windowFrom() && cusum.sum() > highest) {
                highest = cusum.sum();
                found = last.baselineFrom() + cusum.changePoint();
            }
        }
        return found;
    }

    /** How many runs failed since the last success. */
    int failedInARow() {
        int end = runs();
        while (end > 0 && failures.get(end - 1).isPresent()) {
            end--;
        }
        return runs() - end;
    }

    /** The first run that failed since the last success, when at least {@link #BROKEN_RUNS} did. */
    Optional<Run> broken() {
        int failed = failedInARow();
        return failed >= BROKEN_RUNS ? failures.get(runs() - failed) : Optional.empty();
    }

    /** How often the outcome changed from one run of the window to the next. */
    int flips() {
        int flips = 0;
        for (int i = Math.max(0, runs() - window) + 1; i < runs(); i++) {
            flips += failures.get(i).isPresent() == failures.get(i - 1).isPresent() ? 0 : 1;
        }
        return flips;
    }

    /** Whether of the changes that were possible in the window at least three of ten came. */
    boolean isFlaky() {
        int recent = recent().runs();
        return recent >= MIN_FLAKY_RUNS && 10 * flips() >= 3 * (recent - 1);
    }
}
