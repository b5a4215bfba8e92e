package dev.candor.audittrail;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/** The records of one logical execution. */
public final class ShowTrail implements Capability<ShowTrail.Query, Trail> {
    /** What doors know of it. */
    public static final Declaration<Query, Trail> DECLARATION = Declaration.of(
                    "audit_trail", "Audit trail", ShowTrailQueryShape.INSTANCE, TrailShape.INSTANCE, """
                    Shows the audit records of one logical execution in the order of time: who did what to what, how it \
                    ended and why, with every decision explained in a sentence; then what is missing or contradicts \
                    itself, each with a code. Use it to find out why something was blocked or failed, or whether an \
                    execution came to its end; list_trails finds correlation ids. Changes nothing. \
                    Example: {"correlation_id": "3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b"}""")
            .command(Command.of("trails show", "Show the audit records of one execution with every decision explained.")
                    .operands("correlation_id")
                    .alias("trail")
                    .examples("candor trails show 3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b"))
            .get("/v1/correlations/{correlation_id}")
            .unavailable("log-unavailable", "the log of audit records cannot be read");

    private final TrailReader reader;

    /** Which execution. */
    @Arguments
    record Query(
            @Doc("The UUID that the records share, in small or capital letters.") @Size(min = 1, max = 64)
            String correlationId) {}

    /** The executions in a log of audit records. */
    public ShowTrail(TrailReader reader) {
        this.reader = reader;
    }

    @Override
    public Trail call(Query query, ToolContext context) throws ToolException, IOException {
        CorrelationId id;
        try {
            id = new CorrelationId(query.correlationId());
        } catch (IllegalArgumentException e) {
            throw new ToolException(Kind.INVALID_ARGUMENTS, "correlation-id-invalid", String.valueOf(e.getMessage()));
        }
        return reader.trail(id)
                .orElseThrow(() -> new ToolException(
                        Kind.NOT_FOUND,
                        "trail-not-found",
                        "no audit record has the correlation id '" + query.correlationId()
                                + "'; list_trails lists those that there are"));
    }

    /** The records in the order of time, then what they miss or contradict. */
    @Override
    public void tell(Trail trail, Page page) {
        page.line(trail.correlationId() + ": " + Wording.count(trail.records().size(), "record") + ", worst outcome "
                + outcome(trail.worstOutcome(), page));
        int number = 1;
        for (Trail.Step record : trail.records()) {
            page.line(number++ + "  " + Utc.timestamp(record.generatedAt()) + "  " + record.actor() + "  "
                    + record.action() + "  " + record.entity().words() + "  " + outcome(record.outcome(), page)
                    + record.reason().map(reason -> ": " + reason).orElse("") + ran(record));
            record.decisions().forEach(decision -> page.line("     " + decision.sentence()));
        }
        if (trail.findings().isEmpty()) {
            page.line("nothing is missing, nothing contradicts itself");
        }
        trail.findings()
                .forEach(finding -> page.line(finding.kind().word() + ", " + numbers(finding) + ": "
                        + finding.sentence() + " [" + finding.code() + "]"));
        trail.notes().forEach(note -> page.line("note: " + note));
    }

    private static String outcome(Outcome outcome, Page page) {
        return page.toned(outcome.word(), Outcome.toneOf(outcome.word()));
    }

    private static String ran(Trail.Step record) {
        String runner = record.runner().map(name -> " on " + name).orElse("");
        return record.durationMs()
                .map(ms -> "  (" + Wording.duration(BigDecimal.valueOf(ms)) + runner + ")")
                .orElse(runner.isEmpty() ? "" : "  (" + runner.strip() + ")");
    }

    private static String numbers(TrailFinding finding) {
        return (finding.records().size() == 1 ? "record " : "records ")
                + finding.records().stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }
}
