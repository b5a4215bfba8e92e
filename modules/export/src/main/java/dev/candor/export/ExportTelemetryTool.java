package dev.candor.export;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.foundation.tool.Wording;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/** The tool {@code export_telemetry}: what a registry may be told of an item. */
public final class ExportTelemetryTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "export_telemetry",
            "Export telemetry",
            """
            Gives the statistics of an item in the form that goes beside it to a registry when it is published: \
            total_runs, success_rate (0 to 1) and avg_duration_ms, or null when it never ran. Paths, errors and call \
            counts are private and never part of it. Use it before publishing an item, and send "telemetry" as a field of \
            its own beside the item's content. Changes nothing. \
            Example: {"item_id": "core/create_tool@1.0.0"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["item_id"],
                      "properties": {
                        "item_id": {
                          "description": "The item to export.",
                          "type": "string", "minLength": 1, "maxLength": 256
                        },
                        "item_path": {
                          "description": "Refused for now: writing the statistics into the item's file is not built yet.",
                          "type": "string", "minLength": 1, "maxLength": 4096
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["item_id", "telemetry"],
                      "properties": {
                        "item_id": {"description": "The item asked for.", "type": "string"},
                        "telemetry": {
                          "description": "The publish payload; null when the item never ran.",
                          "type": ["object", "null"],
                          "required": ["total_runs", "success_rate", "avg_duration_ms"],
                          "properties": {
                            "total_runs": {"description": "How often it ran.", "type": "integer", "minimum": 1},
                            "success_rate": {
                              "description": "The part of the runs that succeeded.",
                              "type": "number", "minimum": 0, "maximum": 1
                            },
                            "avg_duration_ms": {"description": "On average.", "type": "number", "minimum": 0}
                          },
                          "additionalProperties": false
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(true, false, true, false));

    private static final int LONGEST_ID = 256;

    private final AggregateStore store;

    /** The tool over a store. */
    public ExportTelemetryTool(AggregateStore store) {
        this.store = store;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String summary(ObjectValue result) {
        String itemId = Wording.line(result.text("item_id").orElse(""), LONGEST_ID);
        if (!(result.members().get("telemetry") instanceof ObjectValue payload)) {
            return itemId + " never ran: there is nothing to publish with it.";
        }
        return itemId + " ran " + Wording.count(payload.integer("total_runs").orElse(0L), "time") + ", "
                + Wording.percent(number(payload, "success_rate")) + " successfully, "
                + Wording.duration(number(payload, "avg_duration_ms"))
                + " on average. The numbers in 'telemetry' may be published with it.";
    }

    private static BigDecimal number(ObjectValue payload, String name) {
        return payload.members().get(name) instanceof NumberValue number ? number.number() : BigDecimal.ZERO;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        String itemId = arguments.text("item_id").orElse("");
        if (arguments.member("item_path").isPresent()) {
            throw new ToolException(
                    Kind.REFUSED,
                    "baking-unavailable",
                    "the item_path is not taken: this Candor cannot write statistics into an item's file; leave it out"
                            + " and send the payload beside the item");
        }
        try {
            JsonValue payload = store.get(itemId)
                    .flatMap(PublishPayload::of)
                    .<JsonValue>map(object -> object)
                    .orElseGet(NullValue::new);
            return new ObjectValue(Map.of("item_id", JsonValue.of(itemId), "telemetry", payload));
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "store-unavailable", "the statistics cannot be read: " + Reasons.of(e));
        }
    }
}
