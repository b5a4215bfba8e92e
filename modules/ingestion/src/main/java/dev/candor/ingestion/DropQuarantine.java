package dev.candor.ingestion;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Inline;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.util.Optional;

/** Gives refused rows up. */
public final class DropQuarantine implements Capability<DropQuarantine.Query, QuarantineReport> {
    /** What doors know of it. */
    public static final Declaration<Query, QuarantineReport> DECLARATION = Declaration.of(
                    "drop_quarantine",
                    "Drop refused rows",
                    DropQuarantineQueryShape.INSTANCE,
                    QuarantineReportShape.INSTANCE,
                    """
                    Gives refused rows up: they leave the quarantine and can no longer be replayed. Call it with dry_run \
                    first, and ask the user before you call it without. Say which entries: by ids, or by code, contract, \
                    source, since, until; {"all": true} means every one. Entries can still be shown until the log is too \
                    old. Example: {"code": "NOT_JSON", "reason": "a test sent garbage", "dry_run": true}""")
            .changes(true, true)
            .command(Command.of("quarantine drop", "Give refused rows up: they can no longer be replayed.")
                    .operands("ids")
                    .orFilesOf("quarantine")
                    .examples("candor quarantine drop --source file:test.jsonl --reason 'a test'"))
            .post("/v1/quarantine/drop")
            .unavailable(
                    "quarantine-unavailable", "what was dropped before is dropped; the quarantine cannot be changed");

    private final Quarantine quarantine;

    /** Which entries, and why. */
    @Arguments
    record Query(
            @Inline QuarantineChoice choice,

            @Doc("Why, for whoever asks later.") @Size(max = 500)
            Optional<String> reason) {}

    /** The entries of a quarantine. */
    public DropQuarantine(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public QuarantineReport call(Query query, ToolContext context) throws ToolException, IOException {
        return quarantine.drop(
                query.choice().chosen(),
                query.reason().orElse(""),
                query.choice().dryRun());
    }

    @Override
    public void tell(QuarantineReport report, Page page) {
        report.tell(page);
    }
}
