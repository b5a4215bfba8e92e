package dev.candor.insight;

import dev.candor.foundation.capability.Members;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Page.Tone;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Unwritten;
import dev.candor.foundation.text.Wording;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Whether skills and items keep what is asked of them. */
@Result
public record ObjectivesReport(
        @Doc("The version of this report's shape.") long schemaVersion,

        @Doc("How many runs were read: the last ones of each skill and item, as many as the windows need.")
        long eventsTotal,

        @Doc("How many runs of each are judged at most: the last ones.")
        int window,

        @Doc("Whether none is violated.") boolean passed,

        List<Judgement> objectives,

        @Doc("What makes the answer less than it seems, one sentence each.")
        List<String> notes,

        @Unwritten boolean strict) {
    private static final List<Column> COLUMNS = List.of(
            Column.number("RUNS"),
            Column.number("SUCCESS"),
            Column.text("95 % INTERVAL"),
            Column.number("P95"),
            Column.text("VERDICT").toned(word -> word.equals("violated") ? Tone.BAD : Tone.PLAIN),
            Column.text("WHAT"));

    /** How an objective stands. */
    enum Verdict {
        MET,
        VIOLATED,
        INSUFFICIENT_DATA
    }

    /** One objective: what was found, what was asked. */
    @Result
    record Judgement(
            @Doc("skill or item.") String kind,

            @Doc("The name of the skill, or the id of the item.")
            String key,

            @Doc(
                    "insufficient_data: there are too few runs to judge it, or to compare windows; see violations, which are"
                            + " what could be judged all the same.")
            Verdict verdict,

            @Doc("How many runs the last window has.") long invocations,
            long successes,
            long failures,

            @Doc("How many neither succeeded nor failed, as far as is known; they are in no rate.")
            long unknown,

            @Doc("Successes among those with a known outcome, to 4 places; null when there are none.") @OrNull
            Optional<BigDecimal> successRate,

            @Doc("The lower end of the 95 % interval of Wilson.") @OrNull
            Optional<BigDecimal> rateLow,

            @Doc("The upper end of it.") @OrNull Optional<BigDecimal> rateHigh,

            @Doc("The 95th percentile of the durations: the value at index rint(0.95 (n-1)).") @OrNull
            Optional<BigDecimal> p95DurationMs,

            Limits thresholds,

            @Doc("Null when no windows are compared.") @OrNull
            Optional<Trend> trend,

            List<Violation> violations) {}

    /** The last window against the mean of those before it. */
    @Result
    record Trend(
            @Doc("How many whole windows there are before the last one, at most as many as were asked for.")
            int windows,

            @Doc("Whether that is as many as were asked for; otherwise nothing is compared.")
            boolean sufficient,

            @Doc("The mean of the success rates of those windows.") @OrNull
            Optional<BigDecimal> successRateBefore,

            @OrNull Optional<BigDecimal> successRateDrop,

            @Doc("The mean of the 95th percentiles of those windows.") @OrNull
            Optional<BigDecimal> p95BeforeMs,

            @OrNull Optional<BigDecimal> p95IncreaseMs) {}

    /** What is not kept. */
    @Result
    record Violation(
            @Doc("The threshold, by its name.") String type, BigDecimal actual, BigDecimal expected, String sentence) {}

    void tell(Page page) {
        page.table(
                COLUMNS,
                objectives.stream()
                        .map(one -> List.of(
                                Long.toString(one.invocations()),
                                one.successRate().map(Wording::percent).orElse("?"),
                                one.successRate().isEmpty()
                                        ? "?"
                                        : Wording.percent(one.rateLow().orElseThrow()) + " to "
                                                + Wording.percent(one.rateHigh().orElseThrow()),
                                one.p95DurationMs().map(Wording::duration).orElse("?"),
                                Members.word(one.verdict()).replace('_', ' '),
                                one.kind() + " " + one.key()))
                        .toList());
        objectives.stream()
                .flatMap(one -> one.violations().stream())
                .forEach(violation -> page.line(page.toned(violation.sentence(), Tone.BAD)));
        page.line(
                objectives.isEmpty()
                        ? "no run was recorded yet, so there is nothing to judge"
                        : Wording.count(objectives.size(), "objective") + ", "
                                + count(Verdict.VIOLATED) + " violated, " + count(Verdict.INSUFFICIENT_DATA)
                                + " with insufficient data");
        notes.forEach(note -> page.line("note: " + note));
    }

    private long count(Verdict verdict) {
        return objectives.stream().filter(one -> one.verdict() == verdict).count();
    }
}
