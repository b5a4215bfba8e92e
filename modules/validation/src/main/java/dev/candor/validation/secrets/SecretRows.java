package dev.candor.validation.secrets;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    /** Where a value stands, as far as that changes what a secret is there. */
    private enum Place {
        TOP,
        EVIDENCE,
        MEASURES,
        ELSEWHERE
    }

    private SecretRows() {}

    static ObjectValue redact(ObjectValue row) {
        return object(row, Place.TOP);
    }

    static JsonValue redact(JsonValue value) {
        return value instanceof ObjectValue row ? redact(row) : item(value, Place.ELSEWHERE);
    }

    private static ObjectValue object(ObjectValue object, Place place) {
        Map<String, JsonValue> changed = Map.of();
        boolean renames = false;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = member.getKey();
            JsonValue value = member.getValue();
            JsonValue redacted = member(name, value, place);
            if (!redacted.equals(value)) {
                changed = changed.isEmpty() ? new LinkedHashMap<>() : changed;
                changed.put(name, redacted);
            }
            renames |= renames(name);
        }
        JsonValue value = object.members().get("value");
        JsonValue redacted = value == null ? null : pair(object, value, place == Place.EVIDENCE);
        if (redacted != null && !redacted.equals(value)) {
            changed = changed.isEmpty() ? new LinkedHashMap<>() : changed;
            changed.put("value", redacted);
        }
        return changed.isEmpty() && !renames ? object : copy(object, changed);
    }

    private static boolean renames(String name) {
        return name.length() >= SHORTEST_SECRET_NAME
                && !SecretTexts.redact(name, false).equals(name);
    }

    private static JsonValue member(String name, JsonValue value, Place place) {
        if (value instanceof StringValue string) {
            return SecretNames.hides(name, string.text())
                    ? REDACTED
                    : text(string, !(place == Place.TOP && IDENTIFYING.contains(name)));
        }
        if (value instanceof NumberValue) {
            return place != Place.MEASURES && SecretNames.hidesNumber(name) ? REDACTED : value;
        }
        boolean parent = value instanceof ObjectValue || value instanceof ArrayValue;
        if (parent && SecretNames.holdsSecrets(name)) {
            return below(value, SecretNames.hidesNumbersBelow(name));
        }
        return parent ? item(value, below(name, place)) : value;
    }

    private static Place below(String name, Place place) {
        if (name.equals("evidence")) {
            return Place.EVIDENCE;
        }
        // the measures of an audit record are numbers by its schema, whatever their names
        return place == Place.TOP && name.equals("metrics") ? Place.MEASURES : Place.ELSEWHERE;
    }

    private static JsonValue text(StringValue string, boolean assignments) {
        String redacted = SecretTexts.redact(string.text(), assignments);
        return redacted.equals(string.text()) ? string : JsonValue.of(redacted);
    }

    private static JsonValue item(JsonValue item, Place place) {
        if (item instanceof StringValue string) {
            return place == Place.EVIDENCE && RandomTexts.isIn(string.text()) ? REDACTED : text(string, true);
        }
        if (item instanceof ObjectValue object) {
            return object(object, place);
        }
        return item instanceof ArrayValue list ? list(list, one -> item(one, place)) : item;
    }

    private static JsonValue list(ArrayValue list, UnaryOperator<JsonValue> redacting) {
        List<JsonValue> changed = List.of();
        for (int i = 0; i < list.items().size(); i++) {
            JsonValue item = list.items().get(i);
            JsonValue redacted = redacting.apply(item);
            if (!redacted.equals(item)) {
                changed = changed.isEmpty() ? new ArrayList<>(list.items()) : changed;
                changed.set(i, redacted);
            }
        }
        return changed.isEmpty() ? list : JsonValue.of(changed);
    }

    /** What stands below a secret name, without its texts, and without its numbers if they are secret too. */
    private static JsonValue below(JsonValue value, boolean numbers) {
        if (value instanceof StringValue string) {
            return SecretValues.sayNothing(string.text()) ? value : REDACTED;
        }
        if (value instanceof ArrayValue list) {
            return list(list, item -> below(item, numbers));
        }
        if (value instanceof ObjectValue object) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            object.members()
                    .forEach((name, member) -> members.put(
                            name,
                            SecretNames.isAbout(name)
                                    ? member(name, member, Place.ELSEWHERE)
                                    : below(member, numbers)));
            return copy(object, members);
        }
        return numbers && value instanceof NumberValue ? REDACTED : value;
    }

    /** The value of {@code {"key": "password", "value": …}}, a name and its value side by side; null when it may stay. */
    private static @Nullable JsonValue pair(ObjectValue object, JsonValue value, boolean evidence) {
        String key = object.text("key").or(() -> object.text("name")).orElse("");
        if (value instanceof StringValue string) {
            boolean secret =
                    evidence ? Secrets.containsSecret(key, string.text()) : SecretNames.hides(key, string.text());
            return secret ? REDACTED : null;
        }
        if (SecretNames.holdsSecrets(key)) {
            return below(value, SecretNames.hidesNumbersBelow(key));
        }
        boolean parent = value instanceof ObjectValue || value instanceof ArrayValue;
        return evidence && parent ? item(value, Place.EVIDENCE) : null;
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
