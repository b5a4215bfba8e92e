package dev.candor.ingestion;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.text.Wording;
import java.io.IOException;

/** Checks refused rows again, and moves those that get in. */
public final class ReplayQuarantine implements Capability<QuarantineChoice, ReplayReport> {
    /** What doors know of it. */
    public static final Declaration<QuarantineChoice, ReplayReport> DECLARATION = Declaration.of(
                    "replay_quarantine",
                    "Replay refused rows",
                    QuarantineChoiceShape.INSTANCE,
                    ReplayReportShape.INSTANCE,
                    """
                    Checks refused rows again by today's rules and moves those that get in to their log. Use it after what \
                    was wrong has been mended: a schema, a rule, a conflict. Rows that are refused again stay, under their \
                    newest reason; rows that are in their log already leave as duplicates; rows that were cut for their \
                    length are skipped. Say which entries: by ids, or by code, contract, source, since, until; \
                    {"all": true} means every one. With dry_run it says for each what would happen, though not whether it \
                    is a duplicate. Example: {"contract": "orchestration", "code": "SCHEMA_ENUM", "dry_run": true}""")
            .changes(false, true)
            .command(Command.of(
                            "quarantine replay", "Check refused rows again, and move those that get in to their log.")
                    .operands("ids")
                    .exitCodes("3  entries were refused again or skipped, and are still there")
                    .examples(
                            "candor quarantine replay --code SCHEMA_REQUIRED --dry-run",
                            "candor quarantine replay 019a9f3e-5b1c-7d2e-8f4a-0c1d2e3f4a5b"))
            .post("/v1/quarantine/replay")
            .unavailable("quarantine-unavailable", "what was moved before is moved; the quarantine cannot be replayed");

    private static final int STILL_THERE = 3;

    private final Quarantine quarantine;
    private final Ingestion ingestion;

    /**
     * The entries of a quarantine.
     *
     * @param ingestion the pipeline that keeps what it refuses in this quarantine
     */
    public ReplayQuarantine(Quarantine quarantine, Ingestion ingestion) {
        this.quarantine = quarantine;
        this.ingestion = ingestion;
    }

    @Override
    public ReplayReport call(QuarantineChoice choice, ToolContext context) throws ToolException, IOException {
        QuarantineFilter filter = choice.chosen();
        try {
            return quarantine.replay(filter, ingestion, choice.dryRun());
        } catch (NoSuchEntryException e) {
            throw e.notFound();
        }
    }

    @Override
    public void tell(ReplayReport report, Page page) {
        report.rows().stream()
                .filter(row -> report.dryRun() || !row.sentence().isEmpty())
                .forEach(row -> page.line(row.id() + "  " + row.outcome().words()
                        + (row.sentence().isEmpty() ? "" : ": " + row.sentence() + " [" + row.code() + "]")));
        report.omitted().ifPresent(omitted -> page.line("… and " + omitted + " more"));
        page.line(Wording.count(report.matched(), "refused row") + ": " + report.replayed() + " replayed, "
                + report.duplicate() + " known already, " + report.refusedAgain() + " refused again, "
                + report.skipped() + " skipped" + (report.dryRun() ? " (dry run: nothing was changed)" : ""));
    }

    @Override
    public int exitCode(ReplayReport report) {
        return report.refusedAgain() + report.skipped() > 0 ? STILL_THERE : 0;
    }
}
