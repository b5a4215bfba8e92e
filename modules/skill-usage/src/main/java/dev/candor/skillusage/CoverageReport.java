package dev.candor.skillusage;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Page.Tone;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Result;
import java.util.List;
import java.util.stream.IntStream;

/** How often the required skills occur. */
@Result
public record CoverageReport(
        @Doc("One entry for each required skill, in the order of the request.")
        List<SkillCount> coverage,

        @Doc("Whether every required skill is covered.") boolean covered,

        @Doc("The file as the caller named it, or the log.") String eventsPath,

        @Doc("How many rows there are.") long eventsTotal,

        @Doc("How many rows were counted: the last ones.") long eventsWindow,

        @Doc("How many rows were to be counted at most; 0 for all.")
        long lastN,

        @Doc("How many rows make a skill covered.") long minEventsPerSkill,

        @Doc("The skills that are not covered, in the order of the request.")
        List<String> missingSkills,

        @Doc("The skills that were asked for.") List<String> requiredSkills,

        @Doc("The version of the contract that every row was checked by.")
        long schemaVersion) {
    private static final List<Column> COLUMNS = List.of(
            Column.text("SKILL"),
            Column.number("COUNT"),
            Column.number("NEEDED"),
            Column.text("COVERED").toned(word -> word.equals("yes") ? Tone.GOOD : Tone.BAD));

    /** One required skill and how many counted rows name it. */
    @Result
    public record SkillCount(long count, boolean covered, long minRequired, String skill) {}

    static CoverageReport of(CoverageRequest request, SkillWindow window, String eventsPath, long schemaVersion) {
        List<SkillCount> counts = IntStream.range(0, request.skills().size())
                .mapToObj(index -> new SkillCount(
                        window.count(index),
                        window.count(index) >= request.minEvents(),
                        request.minEvents(),
                        request.skills().get(index)))
                .toList();
        List<String> missing = counts.stream()
                .filter(count -> !count.covered())
                .map(SkillCount::skill)
                .toList();
        return new CoverageReport(
                counts,
                missing.isEmpty(),
                eventsPath,
                window.total(),
                window.size(),
                request.lastRows(),
                request.minEvents(),
                missing,
                request.skills(),
                schemaVersion);
    }

    /** Says it as a table. */
    public void tell(Page page) {
        page.table(
                        COLUMNS,
                        coverage.stream()
                                .map(skill -> List.of(
                                        skill.skill(),
                                        Long.toString(skill.count()),
                                        Long.toString(skill.minRequired()),
                                        skill.covered() ? "yes" : "no"))
                                .toList())
                .line(eventsWindow + " of " + eventsTotal + " rows counted in " + eventsPath);
        if (!covered) {
            page.line("missing: " + String.join(", ", missingSkills));
        }
    }
}
