package dev.candor.aggregatestore;

import dev.candor.config.SwitchState;
import dev.candor.config.TelemetrySwitch;
import dev.candor.config.UserPath;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The tool {@code telemetry_status}: the switch, and the statistics of an item or of all. */
public final class TelemetryStatusTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "telemetry_status",
            "Telemetry status",
            """
            Shows whether telemetry is on, who decided that, and the statistics recorded so far. Use it before and after \
            running items, or to find out how often an item was used and how well it works. With item_id it gives the \
            statistics of that item, or null when there are none, with similar ids; without, a summary of all items and \
            the first 50 of them by id, the next with "after". Changes nothing. \
            Example: {"item_id": "core/create_tool@1.0.0"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "properties": {
                        "item_id": {
                          "description": "The item whose statistics are wanted; without it, a summary of all.",
                          "type": "string", "minLength": 1, "maxLength": 256
                        },
                        "limit": {
                          "description": "How many items a summary lists at most (default 50).",
                          "type": "integer", "minimum": 0, "maximum": 1000
                        },
                        "after": {
                          "description": "List the items behind this id: the last one of the list before.",
                          "type": "string", "maxLength": 256
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["enabled", "decided_by", "config_path", "telemetry_path", "problems"],
                      "properties": {
                        "enabled": {"description": "Whether runs are recorded.", "type": "boolean"},
                        "decided_by": {
                          "description": "Who has the last word on that.",
                          "enum": ["default", "config", "do_not_track"]
                        },
                        "config_path": {"description": "The absolute path of config.yaml.", "type": "string"},
                        "telemetry_path": {"description": "The absolute path of telemetry.yaml.", "type": "string"},
                        "problems": {
                          "description": "What on disk could not be read, a sentence each.",
                          "type": "array", "items": {"type": "string"}
                        },
                        "item_id": {"description": "The item asked for.", "type": "string"},
                        "item": {
                          "description": "The statistics of the item asked for; null when there are none. Other programs may keep further names here.",
                          "type": ["object", "null"],
                          "required": ["type", "paths"],
                          "properties": {
                            "type": {"description": "directive, tool or knowledge.", "type": "string"},
                            "total_runs": {"type": "integer"},
                            "success_count": {"type": "integer"},
                            "failure_count": {"type": "integer"},
                            "timeout_count": {"type": "integer"},
                            "cancelled_count": {"description": "Only when there was one.", "type": "integer"},
                            "avg_duration_ms": {"type": "number"},
                            "http_calls": {"type": "integer"},
                            "subprocess_calls": {"type": "integer"},
                            "last_run": {"description": "ISO 8601 in UTC.", "type": ["string", "null"]},
                            "last_outcome": {"type": ["string", "null"]},
                            "last_error": {"description": "null after a success.", "type": ["string", "null"]},
                            "access_count": {"description": "How often a knowledge item was read.", "type": "integer"},
                            "last_accessed": {"type": ["string", "null"]},
                            "paths": {
                              "description": "Where the item was seen.",
                              "type": "array", "items": {"type": "string"}
                            }
                          }
                        },
                        "similar": {
                          "description": "Items with a similar id, when there are none of the one asked for.",
                          "type": "array", "items": {"type": "string"}
                        },
                        "summary": {
                          "description": "All items together, when none was asked for; success_rate is null without runs.",
                          "type": "object",
                          "required": ["items", "total_runs", "success_rate", "access_count", "last_run"],
                          "properties": {
                            "items": {"type": "integer"},
                            "total_runs": {"type": "integer"},
                            "success_count": {"type": "integer"},
                            "failure_count": {"type": "integer"},
                            "timeout_count": {"type": "integer"},
                            "cancelled_count": {"type": "integer"},
                            "success_rate": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
                            "access_count": {"type": "integer"},
                            "last_run": {"type": ["string", "null"]}
                          }
                        },
                        "items": {
                          "description": "A line for each item, sorted by id.",
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["item_id", "type", "total_runs", "success_rate", "access_count", "last_run"],
                            "properties": {
                              "item_id": {"type": "string"},
                              "type": {"type": "string"},
                              "total_runs": {"type": "integer"},
                              "success_rate": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
                              "avg_duration_ms": {"type": ["number", "null"]},
                              "access_count": {"type": "integer"},
                              "last_run": {"type": ["string", "null"]},
                              "last_outcome": {"type": ["string", "null"]}
                            }
                          }
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(true, false, true, false));

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST_SIMILAR = 5;

    private final UserPath userPath;
    private final TelemetrySwitch telemetry;
    private final AggregateStore store;

    /** The tool over a store and the switch that governs it. */
    public TelemetryStatusTool(UserPath userPath, TelemetrySwitch telemetry, AggregateStore store) {
        this.userPath = userPath;
        this.telemetry = telemetry;
        this.store = store;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String summary(ObjectValue result) {
        return StatusWords.of(result);
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        SwitchState state = telemetry.state();
        Map<String, JsonValue> result = new LinkedHashMap<>();
        result.put("enabled", JsonValue.of(state.enabled()));
        result.put("decided_by", JsonValue.of(state.decidedBy().name().toLowerCase(Locale.ROOT)));
        result.put("config_path", JsonValue.of(userPath.config().toString()));
        result.put("telemetry_path", JsonValue.of(userPath.aggregates().toString()));
        try {
            Optional<String> itemId = arguments.text("item_id");
            if (itemId.isPresent()) {
                one(itemId.get(), result);
            } else {
                SortedMap<String, ItemStats> items = store.list();
                result.put("summary", Summary.of(items.values()));
                result.put(
                        "items",
                        Summary.lines(
                                items,
                                arguments.text("after").orElse(""),
                                arguments.integer("limit").map(Math::toIntExact).orElse(DEFAULT_LIMIT)));
            }
            List<JsonValue> problems = new ArrayList<>();
            state.problem().ifPresent(problem -> problems.add(JsonValue.of(problem)));
            store.problems().forEach(problem -> problems.add(JsonValue.of(problem)));
            result.put("problems", JsonValue.of(problems));
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "store-unavailable", "the statistics cannot be read: " + Reasons.of(e));
        }
        return new ObjectValue(result);
    }

    private void one(String itemId, Map<String, JsonValue> result) throws IOException {
        result.put("item_id", JsonValue.of(itemId));
        Optional<ItemStats> item = store.get(itemId);
        result.put("item", item.isPresent() ? item.get().json() : new NullValue());
        if (item.isEmpty()) {
            List<JsonValue> similar = store.list().keySet().stream()
                    .filter(known -> known.contains(itemId) || itemId.contains(known))
                    .limit(MOST_SIMILAR)
                    .map(JsonValue::of)
                    .toList();
            result.put("similar", JsonValue.of(similar));
        }
    }
}
