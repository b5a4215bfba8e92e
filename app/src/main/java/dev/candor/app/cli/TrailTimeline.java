package dev.candor.app.cli;

import static dev.candor.app.cli.ResultWords.line;
import static dev.candor.app.cli.ResultWords.number;
import static dev.candor.app.cli.ResultWords.object;
import static dev.candor.app.cli.ResultWords.objects;
import static dev.candor.app.cli.ResultWords.padded;
import static dev.candor.app.cli.ResultWords.text;
import static dev.candor.app.cli.ResultWords.texts;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.tool.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The results of the tools about trails, for a person to read. */
final class TrailTimeline {
    private final Terminal terminal;

    TrailTimeline(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One execution: its records in the order of time, then what they miss or contradict. */
    String of(ObjectValue trail) {
        List<String> lines = new ArrayList<>();
        List<ObjectValue> records = objects(trail, "records");
        lines.add(text(trail, "correlation_id") + ": " + Wording.count(records.size(), "record") + ", worst outcome "
                + outcome(text(trail, "worst_outcome")));
        for (int i = 0; i < records.size(); i++) {
            record(i + 1, records.get(i), lines);
        }
        List<ObjectValue> findings = objects(trail, "findings");
        if (findings.isEmpty()) {
            lines.add("nothing is missing, nothing contradicts itself");
        }
        findings.forEach(finding -> lines.add(text(finding, "kind") + ", " + numbers(finding) + ": "
                + line(text(finding, "sentence")) + " [" + text(finding, "code") + "]"));
        notes(trail, lines);
        return String.join("\n", lines);
    }

    private void record(int number, ObjectValue record, List<String> lines) {
        ObjectValue entity = object(record, "entity");
        lines.add(number + "  " + text(record, "generated_at") + "  " + text(record, "actor") + "  "
                + text(record, "action") + "  " + text(entity, "type") + " " + text(entity, "repo")
                + entity.integer("number").map(n -> "#" + n).orElse("") + "  " + outcome(text(record, "outcome"))
                + record.text("reason").map(reason -> ": " + line(reason)).orElse("") + ran(record));
        objects(record, "decisions").forEach(decision -> lines.add("     " + text(decision, "sentence")));
    }

    private static String ran(ObjectValue record) {
        String runner = record.text("runner").map(name -> " on " + line(name)).orElse("");
        return record.integer("duration_ms")
                .map(ms -> "  (" + Wording.duration(BigDecimal.valueOf(ms)) + runner + ")")
                .orElse(runner.isEmpty() ? "" : "  (" + runner.strip() + ")");
    }

    private static String numbers(ObjectValue finding) {
        List<JsonValue> numbers =
                finding.members().get("records") instanceof ArrayValue array ? array.items() : List.of();
        return (numbers.size() == 1 ? "record " : "records ")
                + numbers.stream().map(JsonWriter::compact).collect(Collectors.joining(" and "));
    }

    /** The executions that match, the latest first. */
    String list(ObjectValue list) {
        List<String> lines = new ArrayList<>();
        List<ObjectValue> trails = objects(list, "trails");
        long total = number(list, "total");
        lines.add(Wording.count(total, "execution"));
        if (!trails.isEmpty()) {
            lines.add("CORRELATION ID                        LAST RECORD               RECORDS  OUTCOME  BY, ON");
        }
        for (ObjectValue trail : trails) {
            String records = Long.toString(number(trail, "records"));
            lines.add(padded(text(trail, "correlation_id"), 36) + "  " + padded(text(trail, "last_at"), 24)
                    + " ".repeat(Math.max(1, 9 - records.length())) + records + "  "
                    + outcome(padded(text(trail, "worst_outcome"), 7)) + "  "
                    + String.join(", ", texts(trail, "actors")) + ", " + String.join(", ", texts(trail, "repos")));
        }
        if (trails.size() < total) {
            lines.add("… and " + (total - trails.size()) + " more (--limit)");
        }
        notes(list, lines);
        return String.join("\n", lines);
    }

    private String outcome(String word) {
        return switch (word.strip()) {
            case "success" -> terminal.green(word);
            case "blocked", "failed" -> terminal.red(word);
            default -> word;
        };
    }

    private static void notes(ObjectValue result, List<String> lines) {
        texts(result, "notes").forEach(note -> lines.add("note: " + note));
    }
}
