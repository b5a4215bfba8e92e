package dev.candor.ingestion;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;

/** Checks refused rows again, and moves those that get in. */
public final class ReplayQuarantine implements Capability<QuarantineChoice, QuarantineReport> {
    /** What doors know of it. */
    public static final Declaration<QuarantineChoice, QuarantineReport> DECLARATION = Declaration.of(
                    "replay_quarantine",
                    "Replay refused rows",
                    QuarantineChoiceShape.INSTANCE,
                    QuarantineReportShape.INSTANCE,
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
                    .orFilesOf("quarantine")
                    .exitCodes("3  entries were refused again or skipped, and are still there")
                    .examples(
                            "candor quarantine replay --code SCHEMA_REQUIRED --dry-run",
                            "candor quarantine replay 019a9f3e-5b1c-7d2e-8f4a-0c1d2e3f4a5b"))
            .post("/v1/quarantine/replay")
            .unavailable("quarantine-unavailable", "what was moved before is moved; the quarantine cannot be replayed");

    private static final int STILL_THERE = 3;

    private final Quarantine quarantine;
    private final Quarantine.Replayer pipeline;

    /**
     * The entries of a quarantine.
     *
     * @param pipeline the pipeline that takes their rows
     */
    public ReplayQuarantine(Quarantine quarantine, Quarantine.Replayer pipeline) {
        this.quarantine = quarantine;
        this.pipeline = pipeline;
    }

    @Override
    public QuarantineReport call(QuarantineChoice choice, ToolContext context) throws ToolException, IOException {
        return quarantine.replay(choice.chosen(), pipeline, choice.dryRun());
    }

    @Override
    public void tell(QuarantineReport report, Page page) {
        report.tell(page);
    }

    @Override
    public int exitCode(QuarantineReport report) {
        return report.refusedAgain() + report.skipped() > 0 ? STILL_THERE : 0;
    }
}
