package dev.candor.aggregatestore;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.foundation.tool.Wording;
import java.io.IOException;
import java.util.Map;

/** The tool {@code clear_telemetry}: forget the statistics of an item, or of all. */
public final class ClearTelemetryTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "clear_telemetry",
            "Clear telemetry",
            """
            Forgets the statistics of one item, or of all items when item_id is "*" or absent. Use it when an item \
            changed so much that its old numbers mislead, or when the user asks to forget. This cannot be undone; ask \
            before clearing all. The rows in the log stay until they are too old, and no longer count. \
            Example: {"item_id": "core/create_tool@1.0.0"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "properties": {
                        "item_id": {
                          "description": "The item to forget; \\"*\\" or absent means all.",
                          "type": "string", "minLength": 1, "maxLength": 256
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["item_id", "cleared"],
                      "properties": {
                        "item_id": {"description": "What was to be cleared.", "type": "string"},
                        "cleared": {"description": "How many items had statistics.", "type": "integer", "minimum": 0}
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(false, true, true, false));

    private final AggregateStore store;

    /** The tool over a store. */
    public ClearTelemetryTool(AggregateStore store) {
        this.store = store;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String summary(ObjectValue result) {
        long cleared = result.integer("cleared").orElse(0L);
        String itemId = result.text("item_id").orElse("");
        if (itemId.equals(ItemId.ALL)) {
            return cleared == 0
                    ? "There were no statistics to clear."
                    : "The statistics of " + Wording.count(cleared, "item") + " were cleared.";
        }
        String shown = Wording.line(itemId, ItemId.MAX_LENGTH);
        return cleared == 0
                ? "There were no statistics of " + shown + "; telemetry_status lists the items that have some."
                : "The statistics of " + shown + " were cleared.";
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        String itemId = arguments.text("item_id").orElse(ItemId.ALL);
        try {
            int cleared = store.clear(itemId);
            return new ObjectValue(Map.of("item_id", JsonValue.of(itemId), "cleared", JsonValue.of(cleared)));
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    "store-unavailable",
                    "the statistics of " + itemId + " cannot be cleared: " + Reasons.of(e));
        }
    }
}
