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
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.util.Optional;

/** Gives refused rows up. */
public final class DropQuarantine implements Capability<DropQuarantine.Query, DropReport> {
    /** What doors know of it. */
    public static final Declaration<Query, DropReport> DECLARATION = Declaration.of(
                    "drop_quarantine",
                    "Drop refused rows",
                    DropQuarantineQueryShape.INSTANCE,
                    DropReportShape.INSTANCE,
                    """
                    Gives refused rows up: they leave the quarantine and can no longer be replayed. Call it with dry_run \
                    first, and ask the user before you call it without. Say which entries: by ids, or by code, contract, \
                    source, since, until; {"all": true} means every one. Entries can still be shown until the log is too \
                    old. Example: {"code": "NOT_JSON", "reason": "a test sent garbage", "dry_run": true}""")
            .changes(true, true)
            .command(Command.of("quarantine drop", "Give refused rows up: they can no longer be replayed.")
                    .operands("ids")
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
    public DropReport call(Query query, ToolContext context) throws ToolException, IOException {
        QuarantineFilter filter = query.choice().chosen();
        try {
            return quarantine.drop(
                    filter, query.reason().orElse(""), query.choice().dryRun());
        } catch (NoSuchEntryException e) {
            throw e.notFound();
        }
    }

    @Override
    public void tell(DropReport report, Page page) {
        if (!report.dryRun()) {
            page.line("dropped " + Wording.count(report.dropped(), "refused row"));
            return;
        }
        page.lines(report.ids());
        report.omitted().ifPresent(omitted -> page.line("… and " + omitted + " more"));
        page.line(Wording.count(report.matched(), "refused row") + " would be dropped (dry run)");
    }
}
