package dev.candor.insight;

import dev.candor.foundation.capability.Members;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Page.Tone;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Unwritten;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import dev.candor.insight.DegradationDetector.Counts;
import dev.candor.insight.internal.WilsonInterval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which skills and items got worse. */
@Result
record DegradationReport(
        @Doc("How many runs of each are its recent ones: the last ones with a known outcome.")
        int window,

        @Doc("How many runs of each are looked at: the last ones.")
        int historyRuns,

        @Doc("How far the success rate is below the baseline's, at least, to be degraded.")
        BigDecimal minDrop,

        @Doc("What p_adjusted is below, to be degraded.") BigDecimal maxP,

        @Doc("The sum of the CUSUM that is an alarm; first_bad is the run after the last 0 before it.")
        BigDecimal cusumThreshold,

        @Doc("How many have runs enough to be compared; p_adjusted is corrected for that.")
        int judged,

        @Doc("Whether none is degraded or broken.") boolean passed,

        @Doc("By state: broken and degraded ones first.") List<Group> groups,

        @Doc("What is not in the numbers, one sentence each.")
        List<String> notes,

        @Unwritten boolean strict) {
    private static final List<Column> COLUMNS = List.of(
            Column.text("STATE")
                    .toned(word -> word.equals("broken") || word.equals("degraded") ? Tone.BAD : Tone.PLAIN),
            Column.number("RECENT"),
            Column.text("95 % INTERVAL"),
            Column.number("BEFORE"),
            Column.text("95 % INTERVAL"),
            Column.number("P"),
            Column.text("WHAT"));

    /** How a skill or item stands, the worst first. */
    enum State {
        BROKEN,
        DEGRADED,
        FLAKY,
        INSUFFICIENT_DATA,
        HEALTHY;

        boolean isBad() {
            return this == BROKEN || this == DEGRADED;
        }
    }

    /** One skill, or one item in one version. */
    @Result
    record Group(
            @Doc("The name of the skill, or the id of the item, which ends in its version.")
            String key,

            @Doc("skill or item.") String kind,

            @Doc(
                    "broken: the last five runs or more failed. degraded: the success rate dropped, and is not back within half"
                            + " of min_drop. flaky: both outcomes among ten recent runs or more, and at least three of ten runs"
                            + " end otherwise than the one before.")
            State state,

            Window recent,

            @Doc(
                    "The runs before the recent ones, five windows at most; while it is degraded those before that was noticed."
                            + " Null when there are too few to compare.")
            @OrNull
            Optional<Window> baseline,

            @Doc("How many recent runs end otherwise than the one before.")
            int flips,

            @Doc(
                    "One-sided exact test of Fisher: how likely so many failures are by chance; while it is degraded the least"
                            + " since that was noticed.")
            @OrNull
            Optional<BigDecimal> pValue,

            @Doc("The same, corrected by Benjamini and Hochberg for how many are judged.") @OrNull
            Optional<BigDecimal> pAdjusted,

            @Doc("Of what is broken or degraded.") @OrNull Optional<FirstBad> firstBad,

            @Doc("The finding in words.") String sentence) {}

    /** Runs that follow each other. */
    @Result
    record Window(
            int runs,
            int successes,
            int failures,

            @Doc("successes / runs, to 4 places; null without runs.") @OrNull
            Optional<BigDecimal> successRate,

            @Doc("The lower end of its 95 % interval by Wilson.")
            BigDecimal rateLow,

            @Doc("The upper end.") BigDecimal rateHigh) {
        static Window of(Counts counts) {
            WilsonInterval interval = WilsonInterval.of(counts.successes(), counts.runs());
            return new Window(
                    counts.runs(),
                    counts.successes(),
                    counts.failures(),
                    counts.runs() == 0
                            ? Optional.empty()
                            : Optional.of(RunWindow.rounded((double) counts.successes() / counts.runs())),
                    RunWindow.rounded(interval.low()),
                    RunWindow.rounded(interval.high()));
        }

        private String ratio() {
            return successes + " of " + runs;
        }

        private String interval() {
            return Wording.percent(rateLow) + " to " + Wording.percent(rateHigh);
        }
    }

    /** The run from which on it was bad. */
    @Result
    record FirstBad(Instant at, @Doc("As it was recorded.") ObjectValue row) {}

    void tell(Page page) {
        List<Group> told =
                groups.stream().filter(group -> group.state() != State.HEALTHY).toList();
        page.table(COLUMNS, told.stream().map(DegradationReport::row).toList());
        told.forEach(
                group -> page.line(group.state().isBad() ? page.toned(group.sentence(), Tone.BAD) : group.sentence()));
        notes.forEach(note -> page.line("note: " + note));
        page.line(
                groups.isEmpty()
                        ? "no run was recorded yet, so there is nothing to compare"
                        : judged + " of " + groups.size() + " compared: " + count(State.BROKEN) + " broken, "
                                + count(State.DEGRADED) + " degraded, " + count(State.FLAKY) + " flaky, "
                                + count(State.HEALTHY) + " healthy, "
                                + count(State.INSUFFICIENT_DATA) + " with insufficient data");
    }

    private long count(State state) {
        return groups.stream().filter(group -> group.state() == state).count();
    }

    private static List<String> row(Group group) {
        return List.of(
                Members.word(group.state()).replace('_', ' '),
                group.recent().ratio(),
                group.recent().interval(),
                group.baseline().map(Window::ratio).orElse("?"),
                group.baseline().map(Window::interval).orElse("?"),
                group.pAdjusted().map(BigDecimal::toString).orElse("?"),
                group.kind() + " " + group.key());
    }
}
