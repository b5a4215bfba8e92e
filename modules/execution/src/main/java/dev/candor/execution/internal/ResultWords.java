package dev.candor.execution.internal;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The result of a run in a few lines. Output and content stay where they are; the lines say where. */
public final class ResultWords {
    private static final JsonValue TRUE = JsonValue.of(true);
    private static final int LONGEST = 500;
    private static final int LONGEST_WARNING = 300;
    private static final int MOST_WARNINGS = 5;

    private ResultWords() {}

    /** See {@code RunWithTelemetryTool}. */
    public static String of(ObjectValue result) {
        List<String> lines = new ArrayList<>();
        lines.add(Wording.line(result.text("item_id").orElse(""), LONGEST) + " ("
                + result.text("item_type").orElse("item") + "): " + String.join(", ", how(result)) + ". "
                + (isTrue(result, "recorded") ? "Recorded." : "Not recorded."));
        result.text("error").ifPresent(error -> lines.add("Error: " + Wording.line(error, LONGEST)));
        List<String> where = where(result);
        if (!where.isEmpty()) {
            lines.add("See " + String.join(", ", where) + ".");
        }
        List<String> warnings = warnings(result);
        warnings.stream()
                .limit(MOST_WARNINGS)
                .forEach(warning -> lines.add("Warning: " + Wording.line(warning, LONGEST_WARNING)));
        if (warnings.size() > MOST_WARNINGS) {
            lines.add("And " + Wording.count(warnings.size() - MOST_WARNINGS, "more warning") + ".");
        }
        return String.join("\n", lines);
    }

    private static List<String> how(ObjectValue result) {
        List<String> facts = new ArrayList<>();
        facts.add(result.text("outcome").orElse(""));
        result.integer("exit_code").ifPresent(code -> facts.add("exit code " + code));
        result.integer("status_code").ifPresent(status -> facts.add("HTTP " + status));
        if (result.members().get("duration_ms") instanceof NumberValue duration
                && duration.number().compareTo(BigDecimal.ZERO) > 0) {
            facts.add(Wording.duration(duration.number()));
        }
        return facts;
    }

    private static List<String> where(ObjectValue result) {
        List<String> places = new ArrayList<>();
        result.text("content").ifPresent(content -> places.add(instructions(result) + " in 'content'"));
        for (String name : List.of("stdout", "stderr")) {
            if (result.text(name).filter(text -> !text.isEmpty()).isPresent()) {
                places.add("'" + name + "'" + truncated(result, name));
            }
        }
        if (result.members().containsKey("body")) {
            places.add("the answer in 'body'" + truncated(result, "body"));
        }
        return places;
    }

    private static String instructions(ObjectValue result) {
        return result.text("item_type").filter("directive"::equals).isPresent() ? "the instructions" : "the text";
    }

    private static String truncated(ObjectValue result, String name) {
        return isTrue(result, name + "_truncated") ? " (truncated)" : "";
    }

    private static boolean isTrue(ObjectValue result, String name) {
        return TRUE.equals(result.members().get(name));
    }

    private static List<String> warnings(ObjectValue result) {
        return result.members().get("warnings") instanceof ArrayValue warnings
                ? warnings.items().stream()
                        .map(one -> one instanceof StringValue string ? string.text() : "")
                        .toList()
                : List.of();
    }
}
