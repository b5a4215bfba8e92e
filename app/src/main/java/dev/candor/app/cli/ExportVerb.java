package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor export}: what a registry may be told of an item. */
final class ExportVerb implements Verb {
    private static final String ITEM_ID = "--item-id";
    private static final String ITEM_PATH = "--item-path";

    @Override
    public Manual manual() {
        return new Manual(
                "export",
                "Print what a registry may be told of an item: runs, success rate, average duration.",
                Optional.empty(),
                false,
                List.of(
                        Flag.required(ITEM_ID, "ID", "the item"),
                        Flag.optional(ITEM_PATH, Flag.FILE, "refused for now: write it into the item's file"),
                        Flag.choice("--json", "print the tool's whole result")),
                USAGE_ERROR,
                List.of(
                        "0  printed: one line of JSON, null when the item never ran",
                        "1  cannot be read, or refused",
                        "2  unknown flags"),
                List.of("candor export --item-id core/create_tool@1.0.0"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Map<String, JsonValue> call = new HashMap<>();
        call.put("item_id", JsonValue.of(arguments.text(ITEM_ID, "")));
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
}
