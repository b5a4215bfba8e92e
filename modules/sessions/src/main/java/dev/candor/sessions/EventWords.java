package dev.candor.sessions;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.text.CodePoints;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.event.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an event says beside its type, phase, actor and outcome, in a line: {@code objective obj_a; selected_exit north}. */
final class EventWords {
    private static final int MAX_LENGTH = 1000;
    private static final List<String> TOLD = List.of("objective_id", "target_id", "critical_error_code");

    private EventWords() {}

    static String of(SessionEvent event) {
        List<String> parts = new ArrayList<>();
        ObjectValue row = event.row();
        for (String name : TOLD) {
            row.text(name).ifPresent(text -> parts.add(label(name) + " " + cut(text)));
        }
        event.scoreDelta()
                .map(CanonicalJson::number)
                .ifPresent(delta -> parts.add("claims " + (delta.number().signum() > 0 ? "+" : "") + delta.text()));
        for (Map.Entry<String, JsonValue> detail : new TreeMap<>(event.details().members()).entrySet()) {
            if (parts.size() > MAX_LENGTH) {
                break;
            }
            parts.add(cut(detail.getKey()) + " " + cut(value(detail.getValue())));
        }
        return cut(String.join("; ", parts));
    }

    private static String label(String name) {
        return name.replace("_id", "").replace("_code", "").replace('_', ' ');
    }

    private static String value(JsonValue value) {
        return value instanceof StringValue string && !string.text().isEmpty()
                ? string.text()
                : CanonicalJson.text(value);
    }

    private static String cut(String text) {
        return CodePoints.exceed(text, MAX_LENGTH) ? CodePoints.first(text, MAX_LENGTH - 1) + "…" : text;
    }
}
