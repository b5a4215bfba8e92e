package dev.candor.insight;

import dev.candor.insight.ObjectivesReport.Judgement;
import dev.candor.insight.ObjectivesReport.Trend;
import dev.candor.insight.ObjectivesReport.Verdict;
import dev.candor.insight.ObjectivesReport.Violation;
import dev.candor.insight.RunWindow.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one skill or item by its last runs. */
final class Judge {
    private static final String MIN_INVOCATIONS = "min_invocations";

    private final Subject subject;
    private final Limits limits;
    private final RunWindow last;
    private final List<RunWindow> before;
    private final boolean insufficientFails;
    private final List<Violation> violations = new ArrayList<>();
    private boolean isInsufficient;

    /**
     * Of the last runs of a subject, in their order.
     *
     * @param window how many of them are judged; those before are windows to compare with
     * @param insufficientFails whether too few runs are a violation
     */
    Judge(Subject subject, Limits limits, List<Outcome> runs, int window, boolean insufficientFails) {
        this.subject = subject;
        this.limits = limits;
        this.last = RunWindow.of(runs.subList(Math.max(0, runs.size() - window), runs.size()));
        this.before = new ArrayList<>();
        for (int end = runs.size() - window; end >= window && before.size() < limits.trendWindows(); end -= window) {
            before.add(RunWindow.of(runs.subList(end - window, end)));
        }
        this.insufficientFails = insufficientFails;
    }

    Judgement judgement() {
        boolean isKnown = last.known() > 0;
        if (last.runs() < limits.minInvocations()) {
            insufficient(MIN_INVOCATIONS, last.runs(), limits.minInvocations(), "needed runs");
        } else if (!isKnown) {
            insufficient(MIN_INVOCATIONS, 0, 1, "needed runs with a known outcome");
        } else {
            judgeRate();
            judgeDuration();
        }
        Optional<Trend> trend = limits.trendWindows() == 0 || isInsufficient ? Optional.empty() : Optional.of(trend());
        return new Judgement(
                subject.kind(),
                subject.key(),
                !violations.isEmpty() ? Verdict.VIOLATED : isInsufficient ? Verdict.INSUFFICIENT_DATA : Verdict.MET,
                last.runs(),
                last.successes(),
                last.failures(),
                last.runs() - last.known(),
                isKnown ? Optional.of(RunWindow.rounded(last.rate())) : Optional.empty(),
                isKnown ? Optional.of(RunWindow.rounded(last.interval().low())) : Optional.empty(),
                isKnown ? Optional.of(RunWindow.rounded(last.interval().high())) : Optional.empty(),
                last.runs() > 0 ? Optional.of(RunWindow.ms(last.p95())) : Optional.empty(),
                limits,
                trend,
                List.copyOf(violations));
    }

    private void insufficient(String type, long found, long needed, String what) {
        isInsufficient = true;
        if (insufficientFails) {
            violate(
                    type,
                    BigDecimal.valueOf(found),
                    BigDecimal.valueOf(needed),
                    "insufficient data: " + found + " of " + needed + " " + what);
        }
    }

    private void violate(String type, BigDecimal actual, BigDecimal expected, String found) {
        violations.add(new Violation(type, actual, expected, subject + ": " + found));
    }

    private void judgeRate() {
        if (last.isRateBelow(limits.minSuccessRate())) {
            BigDecimal rate = RunWindow.rounded(last.rate());
            violate(
                    "min_success_rate",
                    rate,
                    limits.minSuccessRate(),
                    last.successes() + " of " + last.known() + " runs succeeded, a rate of " + rate
                            + " (95 % interval "
                            + RunWindow.rounded(last.interval().low()) + " to "
                            + RunWindow.rounded(last.interval().high()) + "), at least "
                            + limits.minSuccessRate().toPlainString() + " is asked");
        }
    }

    private void judgeDuration() {
        BigDecimal p95 = RunWindow.ms(last.p95());
        if (p95.compareTo(limits.maxP95DurationMs()) > 0) {
            violate(
                    "max_p95_duration_ms",
                    p95,
                    limits.maxP95DurationMs(),
                    "the 95th percentile of " + last.runs() + " durations is " + p95.toPlainString() + " ms, at most "
                            + limits.maxP95DurationMs().toPlainString() + " ms is asked");
        }
    }

    /** Windows without any known outcome have no rate to compare with. */
    private Trend trend() {
        int asked = limits.trendWindows();
        boolean isSufficient =
                before.size() == asked && last.known() > 0 && before.stream().allMatch(window -> window.known() > 0);
        if (!isSufficient) {
            insufficient("trend_windows", before.size(), asked, "windows before the last");
            return new Trend(
                    before.size(), false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        double rate = before.stream().mapToDouble(RunWindow::rate).sum() / asked;
        double p95 = before.stream().mapToDouble(RunWindow::p95).sum() / asked;
        BigDecimal drop = RunWindow.rounded(rate - last.rate());
        BigDecimal increase = RunWindow.ms(last.p95() - p95);
        String than = " the mean of the " + asked + " windows before";
        limits.maxSuccessRateDrop()
                .filter(max -> drop.compareTo(max) > 0)
                .ifPresent(max -> violate(
                        "max_success_rate_drop",
                        drop,
                        max,
                        "the success rate is " + drop + " below" + than + ", at most " + max.toPlainString()
                                + " is asked"));
        limits.maxP95IncreaseMs()
                .filter(max -> increase.compareTo(max) > 0)
                .ifPresent(max -> violate(
                        "max_p95_increase_ms",
                        increase,
                        max,
                        "the 95th percentile is " + increase.toPlainString() + " ms above" + than + ", at most "
                                + max.toPlainString() + " ms is asked"));
        return new Trend(
                asked,
                true,
                Optional.of(RunWindow.rounded(rate)),
                Optional.of(drop),
                Optional.of(RunWindow.ms(p95)),
                Optional.of(increase));
    }
}
