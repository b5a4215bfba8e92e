package dev.candor.validation;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes secrets out of rows, copying only what changes. */
final class SecretRows {
    private static final JsonValue REDACTED = JsonValue.of(Secrets.REDACTED);
    private static final int SHORTEST_SECRET_NAME = 16;

    /** Top-level properties that rows are found by: a colon in one of them is no assignment. */
    private static final Set<String> IDENTIFYING = Set.of(
            "action",
            "actor",
            "actor_id",
            "correlation_id",
            "event_id",
            "item_id",
            "participant_id",
            "repository",
            "run_id",
            "session_id",
            "skill",
            "target_id",
            "tool",
            "traceparent");

    private SecretRows() {}

    static ObjectValue redact(ObjectValue row) {
        return object(row, true, false);
    }

    static JsonValue redact(JsonValue value) {
        if (value instanceof ObjectValue row) {
            return redact(row);
        }
        return value instanceof StringValue string ? text(string, true) : member("", value, false);
    }

    private static ObjectValue object(ObjectValue object, boolean top, boolean evidence) {
        Map<String, JsonValue> changed = Map.of();
        boolean renames = false;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = member.getKey();
            JsonValue value = member.getValue();
            JsonValue redacted = member(name, value, top);
            if (!redacted.equals(value)) {
                changed = changed.isEmpty() ? new LinkedHashMap<>() : changed;
                changed.put(name, redacted);
            }
            renames |= name.length() >= SHORTEST_SECRET_NAME
                    && !SecretTexts.redact(name, false).equals(name);
        }
        if (isSecretPair(object, evidence)) {
            changed = changed.isEmpty() ? new LinkedHashMap<>() : changed;
            changed.put("value", REDACTED);
        }
        return changed.isEmpty() && !renames ? object : copy(object, changed);
    }

    private static JsonValue member(String name, JsonValue value, boolean top) {
        if (value instanceof StringValue string) {
            return Secrets.isSecret(name, value) ? REDACTED : text(string, !(top && IDENTIFYING.contains(name)));
        }
        if (value instanceof ObjectValue object) {
            return object(object, false, false);
        }
        return value instanceof ArrayValue list
                ? list(list, SecretNames.isSecret(name), name.equals("evidence"))
                : value;
    }

    private static JsonValue text(StringValue string, boolean assignments) {
        String redacted = SecretTexts.redact(string.text(), assignments);
        return redacted.equals(string.text()) ? string : JsonValue.of(redacted);
    }

    private static JsonValue list(ArrayValue list, boolean secret, boolean evidence) {
        List<JsonValue> changed = List.of();
        for (int i = 0; i < list.items().size(); i++) {
            JsonValue item = list.items().get(i);
            JsonValue redacted = item(item, secret, evidence);
            if (!redacted.equals(item)) {
                changed = changed.isEmpty() ? new ArrayList<>(list.items()) : changed;
                changed.set(i, redacted);
            }
        }
        return changed.isEmpty() ? list : JsonValue.of(changed);
    }

    private static JsonValue item(JsonValue item, boolean secret, boolean evidence) {
        if (item instanceof StringValue string) {
            return secret && !SecretNames.saysNothing(string.text()) ? REDACTED : text(string, true);
        }
        if (item instanceof ObjectValue object) {
            return object(object, false, evidence);
        }
        return item instanceof ArrayValue list ? list(list, secret, evidence) : item;
    }

    /** {@code {"key": "password", "value": …}}: a name and its value side by side. */
    private static boolean isSecretPair(ObjectValue object, boolean evidence) {
        if (!(object.members().get("value") instanceof StringValue value) || SecretNames.saysNothing(value.text())) {
            return false;
        }
        String key = object.text("key").or(() -> object.text("name")).orElse("");
        return SecretNames.isSecret(key) || (evidence && Secrets.containsSecret(key, value.text()));
    }

    private static ObjectValue copy(ObjectValue object, Map<String, JsonValue> changed) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            String clean = name.length() < SHORTEST_SECRET_NAME ? name : SecretTexts.redact(name, false);
            String free = clean;
            for (int i = 2;
                    !clean.equals(name)
                            && (members.containsKey(free) || object.members().containsKey(free));
                    i++) {
                free = clean + "_" + i;
            }
            members.put(free, changed.getOrDefault(name, value));
        });
        return new ObjectValue(members);
    }
}
