package dev.candor.skillusage;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Required;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which skills the log of wrapped commands knows. */
public final class ShowCoverage implements Capability<ShowCoverage.Query, CoverageReport> {
    /** What doors know of it; {@code candor coverage} also reads files and is a gate, and is a verb of its own. */
    public static final Declaration<Query, CoverageReport> DECLARATION = Declaration.of(
                    "skill_coverage",
                    "Coverage of skills",
                    ShowCoverageQueryShape.INSTANCE,
                    CoverageReportShape.INSTANCE,
                    """
                    Tells whether skills were used lately: how many of the last rows that candor run recorded name each of \
                    them, successes and failures alike. Use it to find out whether a skill is used at all, or to gate a \
                    release on it. Changes nothing. Example: {"skills": ["publisher"], "last_n": 0}""")
            .get("/v1/skills/coverage")
            .unavailable("log-unavailable", "the log of skills cannot be read");

    private final EventLog log;

    /** Which skills, and how many rows of them. */
    @Arguments
    record Query(
            @Doc("The skills that must have been used, exactly as candor run took them.")
            @Required
            @Size(min = 1, max = 1000)
            List<@Size(min = 1, max = 256) String> skills,

            @Doc("Count only so many rows of all, the last ones; 0 for all (default 20).")
            @Range(min = 0, max = CoverageRequest.MAX_LAST_ROWS)
            @Default("20")
            int lastN,

            @Doc("How many rows make a skill covered (default 1).")
            @Range(min = 1, max = CoverageRequest.MAX_LAST_ROWS)
            @Default("1")
            long minEventsPerSkill,

            @Doc("Which rows cover a skill: any, or success for successes only (default any).")
            Optional<Count> count,

            @Doc(
                    "Only rows of then or later: a day (2026-11-20), a moment (2026-11-20T08:00:00Z) or how long ago (7d).")
            @Size(min = 2, max = 40)
            Optional<Instant> since,

            @Doc("Which part of a skill's counted rows may be failures, 0 to 1; failing_skills names those above it.")
            @Range(min = 0, max = 1)
            Optional<BigDecimal> maxFailureRate) {}

    /** Which rows cover a skill. */
    enum Count {
        ANY,
        SUCCESS
    }

    /** Of this log. */
    public ShowCoverage(EventLog log) {
        this.log = log;
    }

    @Override
    public CoverageReport call(Query query, ToolContext context) throws ToolException, IOException {
        CoverageRequest request = new CoverageRequest(
                query.skills(),
                query.lastN(),
                query.minEventsPerSkill(),
                query.count().equals(Optional.of(Count.SUCCESS)),
                query.since(),
                query.maxFailureRate());
        try {
            return new CoverageGate(UsageRules.builtIn())
                    .report(log, request, context.counting("reading", "rows read"));
        } catch (InvalidRowException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "row-invalid", "the log " + CentralUsageLog.NAME + " has an " + e.sentence());
        }
    }

    @Override
    public void tell(CoverageReport report, Page page) {
        report.tell(page);
    }
}
