package dev.candor.app.cli;

import static dev.candor.app.cli.ResultWords.number;
import static dev.candor.app.cli.ResultWords.objects;
import static dev.candor.app.cli.ResultWords.padded;
import static dev.candor.app.cli.ResultWords.text;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Wording;
import java.util.ArrayList;
import java.util.List;

/** The result of {@code orchestration_status} as a table. */
final class OrchestrationTable {
    private final Terminal terminal;

    OrchestrationTable(Terminal terminal) {
        this.terminal = terminal;
    }

    String of(ObjectValue report) {
        List<String> lines = new ArrayList<>();
        List<ObjectValue> runs = objects(report, "runs");
        long total = number(report, "total");
        ObjectValue counts = ResultWords.object(report, "counts");
        long all = counts.members().keySet().stream()
                .mapToLong(state -> number(counts, state))
                .sum();
        lines.add((all == total ? "" : total + " of ") + Wording.count(all, "run") + sums(counts));
        if (!runs.isEmpty()) {
            lines.add("STATE        ATTEMPT  LAST EVENT                RUN");
            runs.forEach(run -> run(run, lines));
        }
        if (runs.size() < total) {
            lines.add("… and " + (total - runs.size()) + " more (--limit)");
        }
        objects(report, "quarantined_repositories").forEach(repository -> {
            lines.add("in quarantine since " + text(repository, "since") + ": " + text(repository, "repository")
                    + message(repository));
            contradictions(repository, lines);
        });
        ResultWords.texts(report, "notes").forEach(note -> lines.add("note: " + note));
        return String.join("\n", lines);
    }

    private static String sums(ObjectValue counts) {
        List<String> sums = counts.members().keySet().stream()
                .filter(state -> number(counts, state) > 0)
                .map(state -> number(counts, state) + " " + state)
                .toList();
        return sums.isEmpty() ? "" : " (" + String.join(", ", sums) + ")";
    }

    private void run(ObjectValue run, List<String> lines) {
        String attempt = Long.toString(number(run, "attempt"));
        lines.add(state(text(run, "state")) + " ".repeat(Math.max(0, 7 - attempt.length())) + attempt + "  "
                + padded(text(run, "last_at"), 24) + "  " + text(run, "repository") + " " + text(run, "tool") + " ("
                + text(run, "phase") + ", " + text(run, "source") + ")" + message(run));
        contradictions(run, lines);
    }

    private String state(String state) {
        String column = padded(state, 13);
        return switch (state) {
            case "succeeded" -> terminal.green(column);
            case "failed", "lost", "quarantined" -> terminal.red(column);
            default -> column;
        };
    }

    private static String message(ObjectValue object) {
        return object.text("message")
                .map(text -> ": " + Wording.line(text, 120))
                .orElse("");
    }

    private static void contradictions(ObjectValue object, List<String> lines) {
        objects(object, "contradictions")
                .forEach(contradiction -> lines.add("  contradiction: " + text(contradiction, "sentence") + " ["
                        + text(contradiction, "code") + "]"));
    }
}
