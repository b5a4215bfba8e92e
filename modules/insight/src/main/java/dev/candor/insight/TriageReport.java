package dev.candor.insight;

import dev.candor.foundation.capability.Members;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Page.Tone;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Inline;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which runs failed, and why. Counts are sorted by count, the greatest first, then by name. */
@Result
public record TriageReport(
        @Doc("The version of this report's shape.") long schemaVersion,

        @Doc("The first moment of the span; null for all that was recorded.") @OrNull
        Optional<Instant> since,

        @Doc("How many runs there are in the span, of the sources and reason codes that were asked for.")
        long eventsTotal,

        @Doc("How many runs in the span failed.") long failuresTotal,

        @Doc("How many runs in the span neither succeeded nor failed, as far as is known.")
        long unknownTotal,

        List<ReasonCount> byReasonCode,
        List<ErrorClassCount> byErrorClass,
        List<SkillCount> bySkill,

        @Doc("The skills and items that failed most.") List<FailedSkill> topFailedSkills,

        FailOn failOn,

        @Doc("What makes the answer less than it seems, one sentence each.")
        List<String> notes) {
    private static final List<Column> COLUMNS = List.of(
            Column.number("FAILED"),
            Column.text("STATE").toned(state -> state.equals("ongoing") ? Tone.PLAIN : Tone.BAD),
            Column.text("LAST SEEN"),
            Column.text("WHAT"));

    /** The failures of one reason code. */
    @Result
    record ReasonCount(String reasonCode, @Inline FailureGroup.Summary group) {}

    /** The failures of one error class. */
    @Result
    record ErrorClassCount(String errorClass, @Inline FailureGroup.Summary group) {}

    /** The failures of one skill or item. */
    @Result
    record SkillCount(
            @Doc("The name of the skill, or the id of the item.")
            String skill,

            @Doc("skill or item.") String kind,

            @Inline FailureGroup.Summary group) {}

    /** How often one of those that failed most did. */
    @Result
    record FailedSkill(String skill, String kind, long count) {}

    /** Whether more failed than was allowed. */
    @Result
    record FailOn(boolean passed, Thresholds thresholds, List<Violation> violations) {}

    /** What was allowed. */
    @Result
    record Thresholds(
            List<ReasonMax> reasonCodes,
            List<SkillMax> skills,
            @OrNull Optional<TotalMax> total) {}

    /** How many failures of one reason code were allowed. */
    @Result
    record ReasonMax(String reasonCode, long max) {}

    /** How many failures of one skill or item were allowed. */
    @Result
    record SkillMax(String skill, long max) {}

    /** How many failures were allowed at all. */
    @Result
    record TotalMax(long max) {}

    /** Where more failed than was allowed. */
    @Result
    record Violation(
            @Doc("reason_code, skill or total.") String type,

            Optional<String> reasonCode,
            Optional<String> skill,
            long count,
            long max) {
        String sentence() {
            String what = Stream.concat(reasonCode.stream(), skill.stream())
                    .findFirst()
                    .map(name -> " of " + name)
                    .orElse("");
            return Wording.count(count, "failure") + what + ", at most " + max + " allowed";
        }
    }

    /** Whether no threshold was exceeded. */
    boolean passed() {
        return failOn.passed();
    }

    void tell(Page page) {
        page.line(Wording.count(eventsTotal, "run") + ", " + failuresTotal + " failed"
                + (unknownTotal > 0 ? ", " + unknownTotal + " without a known outcome" : "")
                + since.map(moment -> ", since " + Utc.timestamp(moment)).orElse(""));
        page.table(
                COLUMNS,
                Stream.of(
                                byReasonCode.stream().map(row -> cells(row.group(), "reason " + row.reasonCode())),
                                byErrorClass.stream().map(row -> cells(row.group(), "class " + row.errorClass())),
                                bySkill.stream()
                                        .limit(topFailedSkills.size())
                                        .map(row -> cells(row.group(), row.kind() + " " + row.skill())))
                        .flatMap(rows -> rows)
                        .toList());
        int hidden = bySkill.size() - topFailedSkills.size();
        if (hidden > 0) {
            page.line("… and " + hidden + " more that failed");
        }
        failOn.violations().forEach(violation -> page.line(page.toned(violation.sentence(), Tone.BAD)));
        notes.forEach(note -> page.line("note: " + note));
    }

    private static List<String> cells(FailureGroup.Summary group, String what) {
        return List.of(
                Long.toString(group.count()), Members.word(group.state()), Utc.timestamp(group.lastSeen()), what);
    }
}
