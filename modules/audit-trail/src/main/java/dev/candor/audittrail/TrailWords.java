package dev.candor.audittrail;

import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The results of the tools about trails in a few lines. */
final class TrailWords {
    private static final int LONGEST = 300;
    private static final int MOST_FINDINGS = 6;
    private static final int MOST_LISTED = 10;
    private static final int MOST_NAMES = 3;

    private TrailWords() {}

    static String of(ObjectValue trail) {
        List<String> lines = new ArrayList<>();
        List<ObjectValue> records = objects(trail, "records");
        lines.add("Execution " + text(trail, "correlation_id") + ": " + Wording.count(records.size(), "record")
                + " from " + text(trail, "first_at") + " to " + text(trail, "last_at") + ", by "
                + names(trail, "actors") + ", on " + names(trail, "repos") + "; worst outcome "
                + text(trail, "worst_outcome") + ".");
        records.stream()
                .filter(record -> !text(record, "outcome").equals("success"))
                .limit(MOST_NAMES)
                .forEach(record -> lines.add(text(record, "action") + " is " + text(record, "outcome") + ": "
                        + record.text("reason")
                                .map(reason -> Wording.line(reason, LONGEST))
                                .orElse("no reason is given")));
        List<ObjectValue> findings = objects(trail, "findings");
        findings.stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> lines.add(text(finding, "code") + ": " + text(finding, "sentence")));
        if (findings.size() > MOST_FINDINGS) {
            lines.add("And " + Wording.count(findings.size() - MOST_FINDINGS, "more finding") + ".");
        }
        notes(trail, lines);
        return String.join("\n", lines);
    }

    static String list(ObjectValue list) {
        long total = list.integer("total").orElse(0L);
        List<String> lines = new ArrayList<>();
        lines.add(total == 0 ? "No execution matches." : Wording.count(total, "execution") + ", the latest first:");
        List<ObjectValue> trails = objects(list, "trails");
        trails.stream()
                .limit(MOST_LISTED)
                .forEach(trail -> lines.add(text(trail, "correlation_id") + " " + text(trail, "worst_outcome") + ", "
                        + Wording.count(trail.integer("records").orElse(0L), "record") + ", last "
                        + text(trail, "last_action") + " at " + text(trail, "last_at") + ", "
                        + names(trail, "repos")));
        if (total > Math.min(trails.size(), MOST_LISTED)) {
            lines.add("And " + (total - Math.min(trails.size(), MOST_LISTED)) + " more.");
        }
        notes(list, lines);
        return String.join("\n", lines);
    }

    private static void notes(ObjectValue result, List<String> lines) {
        strings(result, "notes").forEach(note -> lines.add("Note: " + note + "."));
    }

    private static String names(ObjectValue object, String name) {
        List<String> names = strings(object, name);
        return names.stream()
                        .limit(MOST_NAMES)
                        .map(text -> Wording.line(text, LONGEST / 3))
                        .collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
    }

    private static String text(ObjectValue object, String name) {
        return Wording.line(object.text(name).orElse(""), LONGEST);
    }

    private static List<String> strings(ObjectValue object, String name) {
        return object.members().get(name) instanceof ArrayValue array
                ? array.items().stream()
                        .filter(StringValue.class::isInstance)
                        .map(item -> ((StringValue) item).text())
                        .toList()
                : List.of();
    }

    private static List<ObjectValue> objects(ObjectValue object, String name) {
        return object.members().get(name) instanceof ArrayValue array
                ? array.items().stream()
                        .filter(ObjectValue.class::isInstance)
                        .map(ObjectValue.class::cast)
                        .toList()
                : List.of();
    }
}
