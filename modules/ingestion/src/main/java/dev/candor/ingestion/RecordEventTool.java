package dev.candor.ingestion;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.foundation.tool.Wording;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tool {@code record_event}: hand over events of any contract, with the receipt that every door gives. */
public final class RecordEventTool implements Tool {
    private static final int MOST_SAID = 5;
    private static final int MOST_CHARACTERS = 300;

    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "record_event",
            "Record events",
            """
            Hands over events. Use it for what an orchestrator did (contract orchestration), a decision-bearing record (audit), an \
            event of a training session (session), a wrapped run of a skill (skill-usage), a run of an item (execution). \
            The contract is recognised when it is left out. Each event is validated; what is valid is on disk when the \
            call returns, the same event again is a duplicate and a success, and what is refused waits in quarantine with \
            the reason. Recorded also while telemetry is off, because it is handed over explicitly. Never put secrets \
            into events. Example: {"contract": "orchestration", "event": {"version": "0.20.2", "timestamp": \
            "2026-01-28T14:22:00Z", "source": "visitor", "phase": "inspection", "repository": "shop", "tool": "mypy", \
            "status": "failed", "attempt": 1, "duration_ms": 8731, "details": {"message": "mypy --strict exit 1"}}}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "properties": {
                        "contract": {
                          "description": "Whose rules the events must keep; recognised event by event when absent.",
                          "type": "string", "enum": [CONTRACTS]
                        },
                        "event": {"description": "One event.", "type": "object"},
                        "events": {
                          "description": "Several events, in order. Give either this or event.",
                          "type": "array", "minItems": 1, "maxItems": 1000, "items": {"type": "object"}
                        }
                      },
                      "additionalProperties": false
                    }
                    """.replace(
                            "CONTRACTS",
                            Contract.ALL.stream()
                                    .map(contract -> '"' + contract.id() + '"')
                                    .collect(Collectors.joining(", ")))),
            Receipt.SCHEMA,
            new Annotations(false, false, true, false));

    private final Ingestion ingestion;

    /** The tool before a pipeline. */
    public RecordEventTool(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        Optional<Contract> contract = arguments.text("contract").flatMap(Contract::named);
        try {
            return ingestion
                    .take(new ByteArrayInputStream(events(arguments)), RowFormat.JSON, contract, "tool", taken -> {})
                    .json();
        } catch (IngestionException e) {
            throw problem(e);
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "log-unavailable", "nothing was recorded: " + Reasons.of(e) + "; try again");
        }
    }

    private static byte[] events(ObjectValue arguments) throws ToolException {
        Optional<JsonValue> one = arguments.member("event");
        Optional<JsonValue> many = arguments.member("events");
        if (one.isPresent() == many.isPresent()) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "arguments-invalid",
                    "record_event takes either event, an object, or events, an array of objects; found "
                            + (one.isPresent() ? "both" : "neither"));
        }
        return JsonWriter.compact(one.or(() -> many).get()).getBytes(StandardCharsets.UTF_8);
    }

    private static ToolException problem(IngestionException e) {
        String taken = e.receipt().received() == 0
                ? ""
                : "; of the events before, " + e.receipt().accepted() + " were recorded";
        return switch (e.kind()) {
            case UNDECODABLE, TOO_LARGE ->
                new ToolException(Kind.INVALID_ARGUMENTS, "events-undecodable", e.sentence() + taken);
            case BUSY -> new ToolException(Kind.BUSY, "too-much-under-way", e.sentence() + taken);
            case DISK_FULL -> new ToolException(Kind.UNAVAILABLE, "disk-full", e.sentence() + taken);
            case UNAVAILABLE -> new ToolException(Kind.UNAVAILABLE, "log-unavailable", e.sentence() + taken);
        };
    }

    @Override
    public String summary(ObjectValue result) {
        StringBuilder text =
                new StringBuilder(Wording.count(result.integer("received").orElse(0L), "event")
                        + " received: " + result.integer("accepted").orElse(0L) + " recorded, "
                        + Wording.count(result.integer("duplicate").orElse(0L), "duplicate") + ", "
                        + result.integer("quarantined").orElse(0L) + " refused and in quarantine.");
        if (result.members().get("rows") instanceof ArrayValue rows) {
            rows.items().stream()
                    .limit(MOST_SAID)
                    .forEach(row -> text.append('\n').append(line((ObjectValue) row)));
        }
        return text.toString();
    }

    private static String line(ObjectValue row) {
        String sentence = row.members().get("sentence") instanceof StringValue said ? said.text() : "";
        return "Event " + row.integer("line").orElse(0L) + ", "
                + row.text("status").orElse("") + " ("
                + row.text("code").orElse("") + "): " + Wording.line(sentence, MOST_CHARACTERS);
    }
}
