package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.tool.Wording;
import java.util.ArrayList;
import java.util.List;

/** What the tools of the quarantine say, for a person at a terminal. */
final class QuarantineWords {
    private static final int NAME_COLUMN = 18;
    private static final int LONGEST = 1000;

    private QuarantineWords() {}

    static String list(ObjectValue result) {
        long matched = count(result, "matched");
        if (matched == 0) {
            return "no refused row fits";
        }
        List<String> lines = new ArrayList<>();
        List<ObjectValue> rows = objects(result, "rows");
        for (ObjectValue row : rows) {
            lines.add(word(row, "id") + "  " + word(row, "time") + "  "
                    + row.text("contract").orElse("unknown") + "  from " + word(row, "source"));
            lines.add("    " + word(row, "sentence") + " [" + word(row, "code") + "]");
        }
        lines.add(Wording.count(matched, "refused row")
                + (rows.size() < matched ? ", " + rows.size() + " of them shown (--limit)" : ""));
        return String.join("\n", lines);
    }

    static String entry(ObjectValue entry) {
        List<String> lines = new ArrayList<>();
        entry.members().forEach((name, value) -> {
            if (!name.equals("payload") && !(value instanceof NullValue)) {
                lines.add(name + " ".repeat(Math.max(1, NAME_COLUMN - name.length())) + text(value));
            }
        });
        lines.add("");
        // the payload is for a pipe; a terminal must not obey what stands in it
        entry.text("payload")
                .ifPresent(payload -> payload.lines()
                        .map(line -> Wording.line(line, Integer.MAX_VALUE))
                        .forEach(lines::add));
        return String.join("\n", lines);
    }

    static String replayed(ObjectValue result) {
        boolean dryRun = isDryRun(result);
        List<String> lines = new ArrayList<>();
        for (ObjectValue row : objects(result, "rows")) {
            String sentence = word(row, "sentence");
            if (dryRun || !sentence.isEmpty()) {
                lines.add(word(row, "id") + "  " + word(row, "outcome").replace('_', ' ')
                        + (sentence.isEmpty() ? "" : ": " + sentence + " [" + word(row, "code") + "]"));
            }
        }
        long omitted = count(result, "omitted");
        if (omitted > 0) {
            lines.add("… and " + omitted + " more");
        }
        lines.add(Wording.count(count(result, "matched"), "refused row") + ": " + count(result, "replayed")
                + " replayed, "
                + count(result, "duplicate") + " known already, " + count(result, "refused_again") + " refused again, "
                + count(result, "skipped") + " skipped" + (dryRun ? " (dry run: nothing was changed)" : ""));
        return String.join("\n", lines);
    }

    static String dropped(ObjectValue result) {
        List<String> lines = new ArrayList<>();
        if (isDryRun(result) && result.members().get("ids") instanceof ArrayValue ids) {
            ids.items().forEach(id -> lines.add(text(id)));
            long omitted = count(result, "omitted");
            if (omitted > 0) {
                lines.add("… and " + omitted + " more");
            }
        }
        lines.add(
                isDryRun(result)
                        ? Wording.count(count(result, "matched"), "refused row") + " would be dropped (dry run)"
                        : "dropped " + Wording.count(count(result, "dropped"), "refused row"));
        return String.join("\n", lines);
    }

    static long count(ObjectValue result, String name) {
        return result.integer(name).orElse(0L);
    }

    private static boolean isDryRun(ObjectValue result) {
        return result.members().get("dry_run") instanceof BooleanValue dryRun && dryRun.value();
    }

    private static List<ObjectValue> objects(ObjectValue result, String name) {
        return result.members().get(name) instanceof ArrayValue array
                ? array.items().stream()
                        .filter(ObjectValue.class::isInstance)
                        .map(ObjectValue.class::cast)
                        .toList()
                : List.of();
    }

    private static String word(ObjectValue object, String name) {
        return Wording.line(object.text(name).orElse(""), LONGEST);
    }

    private static String text(JsonValue value) {
        return Wording.line(value instanceof StringValue string ? string.text() : JsonWriter.compact(value), LONGEST);
    }
}
