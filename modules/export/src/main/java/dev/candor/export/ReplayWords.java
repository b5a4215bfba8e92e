package dev.candor.export;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.Wording;
import java.util.ArrayList;
import java.util.List;

/** The result of {@code replay_session} in a few lines. */
final class ReplayWords {
    private static final int MOST = 8;
    private static final int LONGEST = 200;

    private ReplayWords() {}

    static String of(ObjectValue result) {
        List<String> lines = new ArrayList<>();
        ObjectValue score = result.members().get("score") instanceof ObjectValue object
                ? object
                : new ObjectValue(result.members());
        lines.add(text(result, "session_id") + ", " + text(result, "scenario_id") + ": "
                + Wording.count(result.integer("events").orElse(0L), "event") + ", score "
                + number(score, "score_total")
                + " (" + text(score, "status") + ").");
        add(lines, items(score, "why"), "");
        add(lines, items(result, "lineage"), "");
        add(lines, items(result, "warnings"), "Warning: ");
        int told = items(result, "steps").size();
        lines.add(result.integer("next_offset")
                .map(next -> Wording.count(told, "event") + " told; go on with offset " + next + ".")
                .orElse(Wording.count(told, "event") + " told, up to the last."));
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, List<JsonValue> texts, String before) {
        texts.stream()
                .limit(MOST)
                .filter(StringValue.class::isInstance)
                .forEach(text -> lines.add(before + Wording.line(((StringValue) text).text(), LONGEST)));
        if (texts.size() > MOST) {
            lines.add("And " + (texts.size() - MOST) + " more.");
        }
    }

    private static List<JsonValue> items(ObjectValue object, String name) {
        return object.members().get(name) instanceof ArrayValue array ? array.items() : List.of();
    }

    private static String text(ObjectValue object, String name) {
        return Wording.line(object.text(name).orElse("?"), LONGEST);
    }

    private static String number(ObjectValue object, String name) {
        return object.members().get(name) instanceof NumberValue number ? number.text() : "?";
    }
}
