package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code candor export --item-id ID} and {@code candor export items}: the statistics of items. */
final class ItemExport {
    private static final String ITEM_ID = "--item-id";
    private static final String ITEM_PATH = "--item-path";

    static final List<Flag> FLAGS = List.of(
            Flag.optional(ITEM_ID, "ID", "the item"),
            Flag.optional(ITEM_PATH, Flag.FILE, "refused for now: write it into the item's file"));

    private ItemExport() {}

    /** Prints what a registry may be told of one item. */
    static int one(Arguments arguments, Surroundings surroundings) throws UsageException {
        Map<String, JsonValue> call = new HashMap<>();
        call.put(
                "item_id",
                JsonValue.of(arguments
                        .text(ITEM_ID)
                        .orElseThrow(() -> new UsageException("say " + ITEM_ID + " ID, session ID or items"))));
        arguments.text(ITEM_PATH).ifPresent(path -> call.put("item_path", JsonValue.of(path)));
        return new ToolCall(surroundings)
                .say(
                        "export_telemetry",
                        call,
                        arguments.has("--json")
                                ? JsonWriter::compact
                                : result -> JsonWriter.compact(
                                        result.member("telemetry").orElseThrow()));
    }

    /** Prints or writes the statistics of all items. */
    static int all(List<String> operands, Arguments arguments, Surroundings surroundings) throws UsageException {
        if (operands.size() != 1) {
            throw new UsageException("items takes flags only");
        }
        return new ToolCall(surroundings)
                .say(
                        "telemetry_status",
                        Map.of(),
                        arguments.has("--json") ? JsonWriter::compact : JsonWriter::indented);
    }
}
