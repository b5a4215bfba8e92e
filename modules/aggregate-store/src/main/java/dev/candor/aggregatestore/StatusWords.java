package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The result of {@code telemetry_status} in a few lines. */
final class StatusWords {
    private static final int LONGEST = 300;
    private static final int MOST_PROBLEMS = 3;

    private StatusWords() {}

    static String of(ObjectValue status) {
        List<String> lines = new ArrayList<>();
        lines.add(theSwitch(status));
        if (status.members().get("summary") instanceof ObjectValue summary) {
            lines.add(all(summary) + listed(summary, list(status, "items")));
        } else if (status.members().get("item") instanceof ObjectValue item) {
            lines.addAll(one(id(status), item));
        } else {
            lines.add("Nothing is recorded of " + id(status) + "." + similar(list(status, "similar")));
        }
        List<JsonValue> problems = list(status, "problems");
        problems.stream().limit(MOST_PROBLEMS).forEach(problem -> lines.add("Problem: " + text(problem)));
        if (problems.size() > MOST_PROBLEMS) {
            lines.add("And " + Wording.count(problems.size() - MOST_PROBLEMS, "more problem") + ".");
        }
        return String.join("\n", lines);
    }

    private static String theSwitch(ObjectValue status) {
        if (JsonValue.of(true).equals(status.members().get("enabled"))) {
            return "Telemetry is on.";
        }
        return switch (status.text("decided_by").orElse("")) {
            case "do_not_track" -> "Telemetry is off: the environment variable DO_NOT_TRACK forbids it.";
            case "config" -> "Telemetry is off, by config.yaml.";
            default -> "Telemetry is off: it was never switched on.";
        };
    }

    private static String all(ObjectValue summary) {
        long items = count(summary, "items");
        if (items == 0) {
            return "No item is known yet.";
        }
        long accesses = count(summary, "access_count");
        return Wording.count(items, "item") + (items == 1 ? " is known: " : " are known: ") + runs(summary)
                + (accesses == 0 ? "" : "; knowledge was read " + Wording.count(accesses, "time")) + "."
                + summary.text("last_run")
                        .map(last -> " Last run: " + line(last) + ".")
                        .orElse("");
    }

    private static String listed(ObjectValue summary, List<JsonValue> items) {
        if (items.isEmpty()
                || items.size() == count(summary, "items")
                || !(items.getLast() instanceof ObjectValue last)) {
            return "";
        }
        return " Listed: " + items.size() + ", up to " + id(last) + "; the argument 'after' lists the next.";
    }

    private static List<String> one(String id, ObjectValue item) {
        List<String> facts = new ArrayList<>();
        if (item.members().containsKey("total_runs")) {
            facts.add(runs(item)
                    + (item.members().get("avg_duration_ms") instanceof NumberValue average
                                    && count(item, "total_runs") > 0
                            ? ", " + Wording.duration(average.number()) + " on average"
                            : "")
                    + item.text("last_run")
                            .map(last -> "; last run " + line(last) + ": "
                                    + line(item.text("last_outcome").orElse("unknown")))
                            .orElse(""));
        }
        if (item.members().containsKey("access_count")) {
            facts.add("read " + Wording.count(count(item, "access_count"), "time")
                    + item.text("last_accessed")
                            .map(last -> ", last " + line(last))
                            .orElse(""));
        }
        List<String> lines = new ArrayList<>();
        lines.add(id + " (" + line(item.text("type").orElse("tool")) + "): "
                + (facts.isEmpty() ? "neither run nor read" : String.join("; ", facts)) + ".");
        item.text("last_error").ifPresent(error -> lines.add("Last error: " + line(error)));
        return lines;
    }

    /** How many there were and how they ended, by the counts that the summary and an item have in common. */
    private static String runs(ObjectValue counts) {
        long total = count(counts, "total_runs");
        List<String> ends = new ArrayList<>();
        RunStats.rate(count(counts, "success_count"), total)
                .ifPresent(rate -> ends.add(Wording.percent(BigDecimal.valueOf(rate)) + " successful"));
        add(ends, count(counts, "failure_count"), "failed");
        add(ends, count(counts, "timeout_count"), "timed out");
        add(ends, count(counts, "cancelled_count"), "cancelled");
        return Wording.count(total, "run") + (ends.isEmpty() ? "" : " (" + String.join(", ", ends) + ")");
    }

    private static void add(List<String> ends, long number, String end) {
        if (number > 0) {
            ends.add(number + " " + end);
        }
    }

    private static String similar(List<JsonValue> ids) {
        return ids.isEmpty()
                ? ""
                : " Similar: "
                        + String.join(", ", ids.stream().map(StatusWords::text).toList()) + ".";
    }

    private static String id(ObjectValue object) {
        return line(object.text("item_id").orElse(""));
    }

    private static String text(JsonValue value) {
        return value instanceof StringValue string ? line(string.text()) : "";
    }

    private static String line(String text) {
        return Wording.line(text, LONGEST);
    }

    private static long count(ObjectValue object, String name) {
        return object.integer(name).orElse(0L);
    }

    private static List<JsonValue> list(ObjectValue object, String name) {
        return object.members().get(name) instanceof ArrayValue array ? array.items() : List.of();
    }
}
