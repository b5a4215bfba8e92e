package dev.candor.export;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.ItemStats;
import dev.candor.execution.ItemFiles;
import dev.candor.export.internal.item.ItemFileBaking;
import dev.candor.export.internal.item.PublishPayload;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tool {@code export_telemetry}: what a registry may be told of an item, beside it or in its file. */
public final class ExportTelemetryTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "export_telemetry",
            "Export telemetry",
            """
            Gives the statistics of an item in the form that goes beside it to a registry when it is published: \
            total_runs, success_rate (0 to 1) and avg_duration_ms, or null when it never ran. Paths, errors and call \
            counts are private and never part of it. Use it before publishing an item, and send "telemetry" as a field of \
            its own beside the item's content. Without item_path it changes nothing. With item_path it also writes six \
            numbers into the item's own file, as the key telemetry or as a comment, in the place of those that are there: \
            do so only when the user asks that the file itself carries them. unbake takes them out again and restores the \
            file to the byte; dry_run says what would be done. \
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
                          "description": "The item's file, to write its statistics into: absolute, or with a leading ~.",
                          "type": "string", "minLength": 1, "maxLength": 4096
                        },
                        "unbake": {
                          "description": "Take the statistics out of the file instead of writing them into it.",
                          "type": "boolean"
                        },
                        "dry_run": {
                          "description": "Only say what would become of the file.",
                          "type": "boolean"
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
                        },
                        "file": {
                          "description": "What became of the item's file; only with item_path.",
                          "type": "object",
                          "required": ["path", "item_type", "change", "dry_run", "signature", "section"],
                          "properties": {
                            "path": {"description": "The file, links resolved.", "type": "string"},
                            "item_type": {
                              "description": "What the item is.",
                              "enum": ["directive", "tool", "knowledge"]
                            },
                            "change": {
                              "description": "What was done; unchanged when it was so already.",
                              "enum": ["baked", "rebaked", "unbaked", "unchanged"]
                            },
                            "dry_run": {"description": "Whether nothing was written.", "type": "boolean"},
                            "signature": {
                              "description": "renewed when it covers the statistics, else left as it was.",
                              "enum": ["none", "kept", "renewed"]
                            },
                            "section": {
                              "description": "What the file carries now; null when nothing.",
                              "type": ["object", "null"],
                              "required": ["total_runs", "success_count", "failure_count", "success_rate",
                                "avg_duration_ms", "last_run"],
                              "properties": {
                                "total_runs": {"description": "How often it ran.", "type": "integer", "minimum": 1},
                                "success_count": {"description": "Successes.", "type": "integer", "minimum": 0},
                                "failure_count": {"description": "Failures.", "type": "integer", "minimum": 0},
                                "success_rate": {
                                  "description": "The part of the runs that succeeded.",
                                  "type": "number", "minimum": 0, "maximum": 1
                                },
                                "avg_duration_ms": {"description": "On average.", "type": "number", "minimum": 0},
                                "last_run": {
                                  "description": "ISO 8601 in UTC; null when unknown.", "type": ["string", "null"]
                                }
                              },
                              "additionalProperties": false
                            }
                          },
                          "additionalProperties": false
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(false, false, true, false));

    private static final int LONGEST_ID = 256;

    private final AggregateStore store;
    private final ItemFileBaking files;

    /**
     * The tool over a store.
     *
     * @param files those that may be written into
     */
    public ExportTelemetryTool(AggregateStore store, ItemFiles files) {
        this.store = store;
        this.files = new ItemFileBaking(files);
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String summary(ObjectValue result) {
        if (result.members().get("file") instanceof ObjectValue file) {
            return ItemFileBaking.summary(file);
        }
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

    /**
     * Gives the payload, and changes the item's file if asked to.
     *
     * @throws ToolException {@code store-unavailable}; {@code item-path-missing}, {@code item-mismatch},
     *     {@code item-never-ran}, and what {@code ItemFiles} and {@code BakeableItem} say of the file
     */
    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        String itemId = arguments.text("item_id").orElse("");
        Optional<ItemStats> stats = stats(itemId);
        Map<String, JsonValue> result = new LinkedHashMap<>();
        result.put("item_id", JsonValue.of(itemId));
        result.put(
                "telemetry",
                stats.flatMap(PublishPayload::of)
                        .<JsonValue>map(payload -> payload)
                        .orElseGet(NullValue::new));
        files.file(arguments, itemId, stats).ifPresent(file -> result.put("file", file));
        return new ObjectValue(result);
    }

    private Optional<ItemStats> stats(String itemId) throws ToolException {
        try {
            return store.get(itemId);
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "store-unavailable", "the statistics cannot be read: " + Reasons.of(e));
        }
    }
}
