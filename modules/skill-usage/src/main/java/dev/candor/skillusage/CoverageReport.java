package dev.candor.skillusage;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Page.Tone;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How often the required skills occur. */
@Result
public record CoverageReport(
        @Doc("success, when only successes were counted; else absent.")
        Optional<String> count,

        @Doc("One entry for each required skill, in the order of the request.")
        List<SkillCount> coverage,

        @Doc("Whether every required skill is covered.") boolean covered,

        @Doc("The file as the caller named it, or the log.") String eventsPath,

        @Doc("How many rows there are.") long eventsTotal,

        @Doc("How many rows were counted: the last ones.") long eventsWindow,

        @Doc("The skills of which more failed than max_failure_rate allows, in the order of the request; only with it.")
        Optional<List<String>> failingSkills,

        @Doc("How many rows were to be counted at most; 0 for all.")
        long lastN,

        @Doc("Which part of a skill's rows may be failures, when that was asked for.")
        Optional<BigDecimal> maxFailureRate,

        @Doc("How many rows make a skill covered.") long minEventsPerSkill,

        @Doc("The skills that are not covered, in the order of the request.")
        List<String> missingSkills,

        @Doc("The skills that were asked for.") List<String> requiredSkills,

        @Doc("The version of the contract that every row was checked by.")
        long schemaVersion,

        @Doc("Earlier rows were not counted; only when it was asked for.")
        Optional<Instant> since,

        @Doc("How many rows were not counted because their time cannot be read; only with since.")
        Optional<Long> undatedRows) {
    private static final int RATE_DECIMALS = 4;

    private static final List<Column> COLUMNS = List.of(
            Column.text("SKILL"),
            Column.number("COUNT"),
            Column.number("NEEDED"),
            Column.text("COVERED").toned(word -> word.equals("yes") ? Tone.GOOD : Tone.BAD));

    /** One required skill and how many counted rows name it. */
    @Result
    public record SkillCount(
            long count,
            boolean covered,

            @Doc("failures / all of its counted rows, to 4 places; only with max_failure_rate, and with a row.")
            Optional<BigDecimal> failureRate,

            @Doc("Only with max_failure_rate.") Optional<Long> failures,
            long minRequired,
            String skill) {}

    static CoverageReport of(CoverageRequest request, CoverageCount counted, String eventsPath, long schemaVersion) {
        List<SkillCount> counts = IntStream.range(0, request.skills().size())
                .mapToObj(index -> count(request, counted, index))
                .toList();
        List<String> missing = counts.stream()
                .filter(count -> !count.covered())
                .map(SkillCount::skill)
                .toList();
        return new CoverageReport(
                request.successesOnly() ? Optional.of("success") : Optional.empty(),
                counts,
                missing.isEmpty(),
                eventsPath,
                counted.total(),
                counted.windowSize(),
                request.maxFailureRate().map(max -> failing(request, counted, max)),
                request.lastRows(),
                request.maxFailureRate(),
                request.minEvents(),
                missing,
                request.skills(),
                schemaVersion,
                request.since(),
                request.since().map(time -> counted.undated()));
    }

    private static SkillCount count(CoverageRequest request, CoverageCount counted, int skill) {
        long failures = counted.failures(skill);
        long all = counted.successes(skill) + failures;
        long count = request.successesOnly() ? counted.successes(skill) : all;
        boolean isRated = request.maxFailureRate().isPresent();
        return new SkillCount(
                count,
                count >= request.minEvents(),
                isRated && all > 0
                        ? Optional.of(BigDecimal.valueOf(failures)
                                .divide(BigDecimal.valueOf(all), RATE_DECIMALS, RoundingMode.HALF_EVEN))
                        : Optional.empty(),
                isRated ? Optional.of(failures) : Optional.empty(),
                request.minEvents(),
                request.skills().get(skill));
    }

    private static List<String> failing(CoverageRequest request, CoverageCount counted, BigDecimal max) {
        return IntStream.range(0, request.skills().size())
                .filter(skill -> {
                    BigDecimal all = BigDecimal.valueOf(counted.successes(skill) + counted.failures(skill));
                    return BigDecimal.valueOf(counted.failures(skill)).compareTo(max.multiply(all)) > 0;
                })
                .mapToObj(request.skills()::get)
                .toList();
    }

    /** Whether every skill is covered, and none fails more often than was allowed. */
    public boolean passed() {
        return covered && failingSkills.orElse(List.of()).isEmpty();
    }

    /** Says it as a table. */
    public void tell(Page page) {
        List<Column> columns = new ArrayList<>(COLUMNS);
        maxFailureRate.ifPresent(max -> columns.add(Column.number("FAILED")));
        page.table(columns, coverage.stream().map(CoverageReport::row).toList())
                .line(eventsWindow + " of " + eventsTotal + " rows counted in " + eventsPath
                        + since.map(time -> ", since " + Utc.timestamp(time)).orElse("")
                        + count.map(word -> ", successes only").orElse(""));
        undatedRows
                .filter(rows -> rows > 0)
                .ifPresent(rows ->
                        page.line(Wording.count(rows, "row") + " without a time that can be read, which no count has"));
        if (!covered) {
            page.line("missing: " + String.join(", ", missingSkills));
        }
        List<String> failing = failingSkills.orElse(List.of());
        if (!failing.isEmpty()) {
            page.line("failing: " + String.join(", ", failing) + " (at most "
                    + Wording.percent(maxFailureRate.orElseThrow()) + " may fail)");
        }
    }

    private static List<String> row(SkillCount skill) {
        List<String> cells = new ArrayList<>(List.of(
                skill.skill(),
                Long.toString(skill.count()),
                Long.toString(skill.minRequired()),
                skill.covered() ? "yes" : "no"));
        skill.failures()
                .ifPresent(failures -> cells.add(failures
                        + skill.failureRate()
                                .map(rate -> " (" + Wording.percent(rate) + ")")
                                .orElse("")));
        return cells;
    }
}
