package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code candor status}: the switch and the statistics. */
final class StatusVerb implements Verb {
    private static final String ITEM_ID = "--item-id";
    private static final String LIMIT = "--limit";
    private static final int NAME_COLUMN = 18;

    @Override
    public Manual manual() {
        return new Manual(
                "status",
                "Show whether telemetry is on, and the statistics of an item or of all.",
                Optional.empty(),
                false,
                List.of(
                        Flag.optional(ITEM_ID, "ID", "show the statistics of this item"),
                        Flag.optional(LIMIT, "N", "list so many items at most (default 50)"),
                        ToolCall.JSON),
                USAGE_ERROR,
                List.of("0  shown, also when there are no statistics", "1  they cannot be read", "2  unknown flags"),
                List.of("candor status", "candor status --item-id core/create_tool@1.0.0 --json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Map<String, JsonValue> call = new HashMap<>();
        arguments.text(ITEM_ID).ifPresent(id -> call.put("item_id", JsonValue.of(id)));
        if (arguments.has(LIMIT)) {
            call.put("limit", JsonValue.of(arguments.number(LIMIT, 0)));
        }
        Terminal terminal = surroundings.terminal();
        return new ToolCall(surroundings)
                .say(
                        "telemetry_status",
                        call,
                        arguments.has("--json") ? JsonWriter::compact : result -> text(result, terminal));
    }

    private static String text(ObjectValue result, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        boolean on = result.members().get("enabled") instanceof BooleanValue value && value.value();
        lines.add("telemetry is " + (on ? terminal.green("on") : terminal.red("off")) + why(result, on));
        items(result, "problems").forEach(problem -> lines.add("problem: " + word(problem)));
        result.member("item").ifPresent(item -> one(result, item, lines));
        result.member("summary").ifPresent(summary -> all(result, (ObjectValue) summary, lines));
        return String.join("\n", lines);
    }

    private static String why(ObjectValue result, boolean on) {
        return switch (result.text("decided_by").orElse("")) {
            case "do_not_track" -> ", because DO_NOT_TRACK is set";
            case "default" -> ", as nobody turned it on yet (candor enable)";
            default -> on ? "" : " (candor enable)";
        };
    }

    private static void one(ObjectValue result, JsonValue item, List<String> lines) {
        String id = result.text("item_id").orElse("");
        if (!(item instanceof ObjectValue stats)) {
            lines.add("no statistics of " + id);
            items(result, "similar").forEach(similar -> lines.add("  did you mean " + word(similar)));
            return;
        }
        lines.add(id);
        stats.members().forEach((name, value) -> {
            String text = value instanceof ArrayValue array
                    ? String.join("\n" + " ".repeat(NAME_COLUMN + 2), words(array))
                    : word(value);
            lines.add("  " + name + " ".repeat(Math.max(1, NAME_COLUMN - name.length())) + text);
        });
    }

    private static List<String> words(ArrayValue array) {
        return array.items().stream().map(StatusVerb::word).toList();
    }

    private static void all(ObjectValue result, ObjectValue summary, List<String> lines) {
        long total = summary.integer("items").orElse(0L);
        lines.add(total + (total == 1 ? " item, " : " items, ")
                + word(summary.members().get("total_runs"))
                + " runs, success rate " + word(summary.members().get("success_rate")));
        List<JsonValue> items = items(result, "items");
        if (items.isEmpty()) {
            return;
        }
        lines.add("   RUNS  SUCCESS      AVG MS  LAST RUN                  ITEM");
        for (JsonValue item : items) {
            if (item instanceof ObjectValue line) {
                lines.add(line(line));
            }
        }
        if (items.size() < total) {
            lines.add("… and " + (total - items.size()) + " more (--limit)");
        }
    }

    private static String line(ObjectValue item) {
        boolean read = item.integer("total_runs").orElse(0L) == 0;
        String runs = read
                ? word(item.members().get("access_count")) + " read"
                : word(item.members().get("total_runs"));
        String last = word(item.members().get("last_run"));
        return left(runs, 7) + "  " + left(word(item.members().get("success_rate")), 7) + "  "
                + left(word(item.members().get("avg_duration_ms")), 10) + "  " + last
                + " ".repeat(Math.max(0, 24 - last.length())) + "  "
                + item.text("item_id").orElse("");
    }

    private static String left(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static List<JsonValue> items(ObjectValue result, String name) {
        return result.members().get(name) instanceof ArrayValue array ? array.items() : List.of();
    }

    private static String word(@Nullable JsonValue value) {
        if (value instanceof StringValue string) {
            return string.text();
        }
        if (value instanceof NumberValue number) {
            return number.text();
        }
        return value == null || value instanceof NullValue ? "-" : JsonWriter.compact(value);
    }
}
