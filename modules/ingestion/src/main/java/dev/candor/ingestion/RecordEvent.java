package dev.candor.ingestion;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.Schema.Words;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.contract.Contract;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hands over events of any contract, with the receipt that every door gives. */
public final class RecordEvent implements Capability<RecordEvent.Query, Receipt> {
    /** What doors know of it. */
    public static final Declaration<Query, Receipt> DECLARATION = Declaration.of(
                    "record_event", "Record events", RecordEventQueryShape.INSTANCE, ReceiptShape.INSTANCE, """
                    Hands over events. Use it for what an orchestrator did (contract orchestration), a decision-bearing \
                    record (audit), an event of a training session (session), a wrapped run of a skill (skill-usage), a run \
                    of an item (execution). The contract is recognised when it is left out. Each event is validated; what \
                    is valid is on disk when the call returns, the same event again is a duplicate and a success, and what \
                    is refused waits in quarantine with the reason. Recorded also while telemetry is off, because it is \
                    handed over explicitly. Never put secrets into events. Example: {"contract": "orchestration", "event": \
                    {"version": "0.20.2", "timestamp": "2026-01-28T14:22:00Z", "source": "visitor", "phase": "inspection", \
                    "repository": "shop", "tool": "mypy", "status": "failed", "attempt": 1, "duration_ms": 8731, \
                    "details": {"message": "mypy --strict exit 1"}}}""")
            .changes(false, true)
            .unavailable("log-unavailable", "nothing was recorded; try again");

    private final Ingestion ingestion;

    /** The events. */
    @Arguments
    record Query(
            @Doc("Whose rules the events must keep; recognised event by event when absent.")
            @Words({"skill-usage", "orchestration", "session", "audit", "execution", "agent"})
            Optional<String> contract,

            @Doc("One event.") Optional<ObjectValue> event,

            @Doc("Several events, in order. Give either this or event.") @Size(min = 1, max = 1000)
            List<ObjectValue> events) {
        private List<ObjectValue> rows() throws ToolException {
            if (event.isPresent() != events.isEmpty()) {
                throw new ToolException(
                        Kind.INVALID_ARGUMENTS,
                        "arguments-invalid",
                        "record_event takes either event, an object, or events, an array of objects; found "
                                + (event.isPresent() ? "both" : "neither"));
            }
            return event.map(List::of).orElse(events);
        }
    }

    /** Events for a pipeline. */
    public RecordEvent(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    @Override
    public Receipt call(Query query, ToolContext context) throws ToolException {
        Optional<Contract> contract = query.contract().flatMap(Contract::named);
        Receipt receipt = ingestion.take(query.rows(), contract, "tool");
        if (receipt.end().isPresent()) {
            throw problem(receipt.end().get(), receipt);
        }
        return receipt;
    }

    private static ToolException problem(EarlyEnd end, Receipt receipt) {
        String sentence = end.sentence()
                + (receipt.received() == 0 ? "" : "; of the events before, " + receipt.accepted() + " were recorded");
        return switch (end.kind()) {
            case UNDECODABLE, TOO_LARGE, UNREADABLE ->
                new ToolException(Kind.INVALID_ARGUMENTS, "events-undecodable", sentence);
            case BUSY -> new ToolException(Kind.BUSY, "too-much-under-way", sentence);
            case DISK_FULL -> new ToolException(Kind.UNAVAILABLE, "disk-full", sentence);
            case UNAVAILABLE -> new ToolException(Kind.UNAVAILABLE, "log-unavailable", sentence);
        };
    }

    @Override
    public void tell(Receipt receipt, Page page) {
        page.line(Wording.count(receipt.received(), "event") + " received: " + receipt.accepted() + " recorded, "
                + Wording.count(receipt.duplicate(), "duplicate") + ", " + receipt.quarantined()
                + " refused and in quarantine");
        receipt.rows()
                .forEach(row -> page.line("event " + row.line() + ", "
                        + row.status().name().toLowerCase(Locale.ROOT) + " (" + row.code() + "): " + row.sentence()));
        receipt.omitted().ifPresent(omitted -> page.line("… and " + omitted + " more"));
    }
}
