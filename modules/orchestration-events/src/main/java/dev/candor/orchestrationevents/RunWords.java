package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of {@code orchestration_status} in a few lines. */
final class RunWords {
    private static final int MOST = 5;
    private static final int LONGEST = 200;

    private RunWords() {}

    static String of(ObjectValue report) {
        List<String> lines = new ArrayList<>();
        lines.add(counts(report));
        List<ObjectValue> parked = objects(report, "quarantined_repositories");
        if (!parked.isEmpty()) {
            lines.add("In quarantine: "
                    + parked.stream()
                            .limit(MOST)
                            .map(repository -> text(repository, "repository") + " since " + text(repository, "since"))
                            .collect(Collectors.joining(", "))
                    + more(parked.size()) + ".");
        }
        List<ObjectValue> trouble = objects(report, "runs").stream()
                .filter(run -> List.of("failed", "lost", "quarantined").contains(text(run, "state")))
                .toList();
        trouble.stream().limit(MOST).forEach(run -> lines.add(run(run)));
        if (trouble.size() > MOST) {
            lines.add("And " + (trouble.size() - MOST) + " more that are failed, lost or quarantined.");
        }
        List<String> contradictions = objects(report, "runs").stream()
                .filter(run -> run.integer("contradiction_count").orElse(0L) > 0)
                .map(RunWords::name)
                .toList();
        if (!contradictions.isEmpty()) {
            lines.add("Events that contradict each other: " + String.join(", ", first(contradictions))
                    + more(contradictions.size()) + ".");
        }
        if (report.members().get("notes") instanceof ArrayValue notes) {
            notes.items().stream()
                    .filter(StringValue.class::isInstance)
                    .map(note -> ((StringValue) note).text())
                    .forEach(note -> lines.add("Note: " + note + "."));
        }
        return String.join("\n", lines);
    }

    private static String counts(ObjectValue report) {
        Map<String, JsonValue> counts =
                report.members().get("counts") instanceof ObjectValue object ? object.members() : Map.of();
        String states = Arrays.stream(RunState.values())
                .map(RunState::word)
                .filter(state -> !JsonValue.of(0).equals(counts.get(state)))
                .map(state -> new ObjectValue(counts).integer(state).orElse(0L) + " " + state)
                .collect(Collectors.joining(", "));
        return states.isEmpty() ? "No run is known." : "Runs: " + states + ".";
    }

    private static String run(ObjectValue run) {
        return text(run, "state") + ": " + name(run) + ", attempt "
                + run.integer("attempt").orElse(0L) + ", " + text(run, "last_at")
                + run.text("message")
                        .map(message -> ": " + Wording.line(message, LONGEST))
                        .orElse("");
    }

    private static String name(ObjectValue run) {
        return Wording.line(RunKey.of(run).words(), LONGEST);
    }

    private static List<String> first(List<String> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private static String more(int size) {
        return size > MOST ? " and " + (size - MOST) + " more" : "";
    }

    private static String text(ObjectValue object, String name) {
        return Wording.line(object.text(name).orElse(""), LONGEST);
    }

    private static List<ObjectValue> objects(ObjectValue report, String name) {
        return report.members().get(name) instanceof ArrayValue array
                ? array.items().stream()
                        .filter(ObjectValue.class::isInstance)
                        .map(ObjectValue.class::cast)
                        .toList()
                : List.of();
    }
}
