package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.text.MeantWord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which runs failed, and why. */
public final class TriageFailures implements Capability<TriageFailures.Query, TriageReport> {
    /** What doors know of it. */
    public static final Declaration<Query, TriageReport> DECLARATION = Declaration.of(
                    "triage_failures",
                    "Triage failures",
                    TriageFailuresQueryShape.INSTANCE,
                    TriageReportShape.INSTANCE,
                    """
                    Counts the failed runs of skills and items by reason code, error class, and skill or item, the most \
                    frequent first, each with when it was first and last seen, whether it is new, ongoing or regressed, \
                    and an example row. Use it to find out what fails most and why, or to gate a release on it: with \
                    thresholds it says whether more failed than they allow. Changes nothing. \
                    Example: {"since_days": 7, "fail_on": ["command_failed:3"], "fail_on_total": 10}""")
            .command(Command.of(
                            "triage", "Count failures by reason, error class and skill, and compare with thresholds.")
                    .exitCodes("2  more failed than a threshold allows")
                    .orFilesOf("skill-usage")
                    .orReportFiles()
                    .examples(
                            "candor triage --since-days 7",
                            "candor triage --fail-on command_failed:3 --fail-on-skill publish:0 --fail-on-total 10",
                            "candor triage --output triage.json --markdown-output triage.md"))
            .get("/v1/triage")
            .unavailable("runs-unavailable", "the runs cannot be read");

    private static final int EXCEEDED = 2;
    private static final List<String> OTHER_REASONS = List.of(Triage.UNKNOWN, "failure", "timeout", "cancelled");

    private final RunSource runs;
    private final InstantSource clock;
    private final List<String> reasonCodes;

    /** Of which time, and what is too much. */
    @Arguments
    record Query(
            @Doc("Only runs of the last so many days, and later ones; 0 for all (default 0).")
            @Range(min = 0, max = 36_500)
            @Default("0")
            int sinceDays,

            @Doc("How many of the skills and items that failed most are listed (default 20).")
            @Range(min = 1, max = 1000)
            @Default("20")
            int top,

            @Doc("Only runs that these recorded; several by commas.") @Size(max = 100)
            List<String> sources,

            @Doc("Only runs with these reason codes, so no successes; several by commas.") @Size(max = 100)
            List<String> reasonCodes,

            @Doc("How many failures of a reason code are allowed, as code:max; several by commas.") @Size(max = 100)
            List<String> failOn,

            @Doc("How many failures are allowed at all; -1 for any number.") @Range(min = -1)
            Optional<Long> failOnTotal,

            @Doc("How many failures of a skill or item are allowed, as skill:max; several by commas.") @Size(max = 1000)
            List<String> failOnSkill) {}

    /**
     * Of the runs of a source.
     *
     * @param reasonCodes the dictionary; other codes may be asked for only if a run has them
     */
    public TriageFailures(RunSource runs, InstantSource clock, List<String> reasonCodes) {
        this.runs = runs;
        this.clock = clock;
        this.reasonCodes =
                Stream.concat(reasonCodes.stream(), OTHER_REASONS.stream()).toList();
    }

    @Override
    public TriageReport call(Query query, ToolContext context) throws ToolException, IOException {
        Optional<Instant> since = query.sinceDays() == 0
                ? Optional.empty()
                : Optional.of(clock.instant().minus(Duration.ofDays(query.sinceDays())));
        Triage.Request request = new Triage.Request(
                since,
                query.top(),
                Triage.values(query.sources()),
                Triage.values(query.reasonCodes()),
                Threshold.parse("fail_on", query.failOn()),
                Threshold.parse("fail_on_skill", query.failOnSkill()),
                query.failOnTotal().filter(max -> max >= 0));
        Triage triage = new Triage(request);
        runs.tally(since, triage);
        for (String code : request.reasonCodes()) {
            mustBeKnown("reason_codes", code, triage);
        }
        for (Threshold threshold : request.maxByReason()) {
            mustBeKnown("fail_on", threshold.name(), triage);
        }
        return triage.report(runs);
    }

    /** A gate with a misspelt code would never close. */
    private void mustBeKnown(String argument, String code, Triage triage) throws ToolException {
        if (!reasonCodes.contains(code) && !triage.hasSeen(code)) {
            throw Threshold.invalid("{" + argument + "} names the reason code '" + code
                    + "', which is in no run and not" + " in the dictionary" + MeantWord.hint(code, reasonCodes));
        }
    }

    @Override
    public void tell(TriageReport report, Page page) {
        report.tell(page);
    }

    @Override
    public int exitCode(TriageReport report) {
        return report.passed() ? 0 : EXCEEDED;
    }
}
