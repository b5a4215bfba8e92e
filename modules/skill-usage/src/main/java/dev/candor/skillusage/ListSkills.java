package dev.candor.skillusage;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Declaration.Command;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The skills whose runs were recorded. */
public final class ListSkills implements Capability<ListSkills.Query, ListSkills.Skills> {
    /** What doors know of it. */
    public static final Declaration<Query, Skills> DECLARATION = Declaration.of(
                    "list_skills", "List skills", ListSkillsQueryShape.INSTANCE, ListSkillsSkillsShape.INSTANCE, """
                    Lists the skills whose runs candor run recorded, the one that ran last first: how often each ran, how \
                    often it failed, and when it ran last. Use it to find out which skills are used, and which fail. \
                    Changes nothing. Example: {"limit": 10}""")
            .command(Command.of("skills list", "List the skills whose runs were recorded, the last one first.")
                    .examples("candor skills list", "candor skills list --limit 10 --json"))
            .get("/v1/skills")
            .unavailable("log-unavailable", "the log of skills cannot be read");

    private static final List<Column> COLUMNS =
            List.of(Column.number("RUNS"), Column.number("FAILED"), Column.text("LAST RUN"), Column.text("SKILL"));

    /** Bounds the memory; runs of more skills are counted as left out. */
    private static final int MAX_SKILLS = 100_000;

    private final EventLog log;

    /** How many. */
    @Arguments
    record Query(
            @Doc("How many are listed at most (default 50).") @Range(min = 0, max = 1000) @Default("50")
            int limit) {}

    /** The answer. */
    @Result
    record Skills(
            @Doc("How many skills are counted, listed or not; see left_out.")
            long total,

            List<Skill> skills,

            @Doc("How many runs are of yet more skills, which are in no number here.")
            long leftOut) {}

    /** One of them. */
    @Result
    record Skill(
            String skill,
            long runs,
            @Doc("How many of the runs failed.") long failures,

            @Doc("The latest time of any of them, ISO 8601 in UTC; null when none of them says one.") @OrNull
            Optional<Instant> lastAt) {
        Skill and(Skill other) {
            Optional<Instant> last =
                    Stream.concat(lastAt.stream(), other.lastAt.stream()).max(Comparator.naturalOrder());
            return new Skill(skill, runs + other.runs, failures + other.failures, last);
        }

        Instant at() {
            return lastAt.orElse(Instant.MIN);
        }
    }

    /** Of this log. */
    public ListSkills(EventLog log) {
        this.log = log;
    }

    @Override
    public Skills call(Query query, ToolContext context) throws IOException {
        Map<String, Skill> skills = new HashMap<>();
        long[] leftOut = {0};
        EventLog.RowVisitor rows = (bytes, from, to) -> {
            Skill run = run((ObjectValue) JsonValue.parse(bytes, from, to));
            if (skills.size() < MAX_SKILLS || skills.containsKey(run.skill())) {
                skills.merge(run.skill(), run, Skill::and);
            } else {
                leftOut[0]++;
            }
        };
        log.read(log.start(), rows.counted(context.counting("reading", "rows read")));
        List<Skill> latest = skills.values().stream()
                .sorted(Comparator.comparing(Skill::at).reversed().thenComparing(Skill::skill))
                .limit(query.limit())
                .toList();
        return new Skills(skills.size(), latest, leftOut[0]);
    }

    /** A row of the log keeps the contract, which has these members. */
    private static Skill run(ObjectValue row) {
        return new Skill(
                row.text("skill").orElse(""),
                1,
                row.text("status").orElse("").equals("failure") ? 1 : 0,
                row.text("timestamp_utc").flatMap(Utc::moment));
    }

    @Override
    public void tell(Skills skills, Page page) {
        if (skills.total() == 0) {
            page.line("no run of a skill was recorded yet; candor run --skill NAME -- COMMAND records one");
        }
        page.table(
                        COLUMNS,
                        skills.skills().stream()
                                .map(skill -> List.of(
                                        Long.toString(skill.runs()),
                                        Long.toString(skill.failures()),
                                        skill.lastAt().map(Utc::timestamp).orElse("?"),
                                        skill.skill()))
                                .toList())
                .more(skills.total() - skills.skills().size());
        if (skills.leftOut() > 0) {
            page.notice(skills.leftOut() + " runs are of yet more skills, which are in no number here");
        }
    }
}
