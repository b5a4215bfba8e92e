package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor clear}: forget statistics. */
final class ClearVerb implements Verb {
    private static final String ITEM_ID = "--item-id";
    private static final String ALL = "--all";

    @Override
    public Manual manual() {
        return new Manual(
                "clear",
                "Forget the statistics of an item, or of all.",
                Optional.empty(),
                false,
                List.of(
                        Flag.optional(ITEM_ID, "ID", "the item to forget; '*' means all"),
                        Flag.choice(ALL, "forget all items"),
                        ToolCall.JSON),
                USAGE_ERROR,
                List.of("0  forgotten, or nothing to forget", "1  cannot be changed", "2  not said what to forget"),
                List.of("candor clear --item-id core/create_tool@1.0.0", "candor clear --all"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        arguments.mustNotBeEmpty(ITEM_ID);
        if (arguments.has(ITEM_ID) == arguments.has(ALL)) {
            throw new UsageException("say what to forget: either " + ITEM_ID + " ID or " + ALL);
        }
        return new ToolCall(surroundings)
                .say(
                        "clear_telemetry",
                        Map.of("item_id", JsonValue.of(arguments.text(ITEM_ID, "*"))),
                        arguments.has("--json") ? JsonWriter::compact : ClearVerb::text);
    }

    private static String text(ObjectValue result) {
        long cleared = result.integer("cleared").orElse(0L);
        return "forgot the statistics of " + cleared + (cleared == 1 ? " item" : " items");
    }
}
