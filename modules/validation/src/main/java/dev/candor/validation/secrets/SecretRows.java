package dev.candor.validation.secrets;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.secrets.SecretNames.Kind;
import dev.candor.validation.secrets.SecretRules.Demand;
import dev.candor.validation.secrets.SecretScanner.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of rows, copying only what changes. */
final class SecretRows {
    private static final JsonValue REDACTED = JsonValue.of(Secrets.REDACTED);

    /** Top-level properties that rows are found by: only what is certainly a secret leaves them. */
    private static final Set<String> IDENTIFYING = words("action actor actor_id correlation_id event_id item_id"
            + " participant_id repository run_id session_id skill target_id tool traceparent");

    /** Members that hold what the member beside them names: {@code {"Name": "password", "Value": …}}. */
    private static final Set<String> VALUES = words("value val v content data text default");

    private static final Set<String> NAMES = words("key name k n id field header variable var label parameter param");

    /** Where a value stands, as far as that changes what a secret is there. */
    private enum Place {
        TOP,
        EVIDENCE,
        MEASURES,
        ELSEWHERE
    }

    private final SecretScanner scanner;

    private static Set<String> words(String list) {
        return Set.of(list.split(" ", -1));
    }

    SecretRows(SecretScanner scanner) {
        this.scanner = scanner;
    }

    ObjectValue redact(ObjectValue row) {
        return object(row, Place.TOP);
    }

    JsonValue redact(JsonValue value) {
        return value instanceof ObjectValue row ? redact(row) : item(value, Place.ELSEWHERE);
    }

    /** Whether a text under a name is to be kept secret, for its name or for both: {@code STRIPE_KEY} and a random text. */
    boolean hides(String name, String value) {
        Kind kind = scanner.kind(name);
        return kind != Kind.NONE
                && (kind.compareTo(Kind.SECRET) >= 0 || (kind == Kind.KEY && RandomTexts.isIn(value)))
                && !scanner.values().sayNothing(name, value);
    }

    private ObjectValue object(ObjectValue object, Place place) {
        Map<String, JsonValue> changed = Map.of();
        boolean renames = false;
        String holder = null;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = member.getKey();
            JsonValue value = member.getValue();
            boolean concerns = scanner.mayConcern(name);
            JsonValue redacted = member(name, value, place, concerns);
            if (!redacted.equals(value)) {
                changed = changed.isEmpty() ? new LinkedHashMap<>() : changed;
                changed.put(name, redacted);
            }
            renames |= concerns && !scanner.redact(name, true).equals(name);
            holder = isHolder(name) ? name : holder;
        }
        JsonValue value = holder == null ? null : object.members().get(holder);
        JsonValue redacted = value == null ? null : pair(object, value, place == Place.EVIDENCE);
        if (redacted != null && !redacted.equals(value)) {
            changed = changed.isEmpty() ? new LinkedHashMap<>() : changed;
            changed.put(holder, redacted);
        }
        return changed.isEmpty() && !renames ? object : copy(object, changed);
    }

    private static boolean isHolder(String name) {
        int length = name.length();
        return (length > 4 && name.regionMatches(true, length - 5, "value", 0, 5))
                || (length > 0
                        && length <= "default".length()
                        && "vcdt".indexOf(name.charAt(0) | 0x20) >= 0
                        && VALUES.contains(name.toLowerCase(Locale.ROOT)));
    }

    private JsonValue member(String name, JsonValue value, Place place, boolean concerns) {
        if (value instanceof StringValue string) {
            return concerns && hides(name, string.text())
                    ? REDACTED
                    : text(string, place == Place.TOP && IDENTIFYING.contains(name));
        }
        if (value instanceof NumberValue) {
            return concerns && place != Place.MEASURES && scanner.names().hidesNumber(name) ? REDACTED : value;
        }
        boolean parent = value instanceof ObjectValue || value instanceof ArrayValue;
        if (parent && concerns && holdsSecrets(name)) {
            return below(value, scanner.names().hidesNumbersBelow(name));
        }
        return parent ? item(value, below(name, place)) : value;
    }

    private boolean holdsSecrets(String name) {
        return scanner.kind(name).compareTo(Kind.TOKENS) >= 0;
    }

    private static Place below(String name, Place place) {
        if (name.equals("evidence")) {
            return Place.EVIDENCE;
        }
        // the measures of an audit record are numbers by its schema, whatever their names
        return place == Place.TOP && name.equals("metrics") ? Place.MEASURES : Place.ELSEWHERE;
    }

    private JsonValue text(StringValue string, boolean certain) {
        String redacted = scanner.redact(string.text(), certain);
        return redacted.equals(string.text()) ? string : JsonValue.of(redacted);
    }

    private JsonValue item(JsonValue item, Place place) {
        if (item instanceof StringValue string) {
            return place == Place.EVIDENCE && scanner.looksRandom("", string.text()) ? REDACTED : text(string, false);
        }
        if (item instanceof ObjectValue object) {
            return object(object, place);
        }
        return item instanceof ArrayValue list ? arguments(list(list, one -> item(one, place))) : item;
    }

    private static ArrayValue list(ArrayValue list, UnaryOperator<JsonValue> redacting) {
        List<JsonValue> changed = List.of();
        for (int i = 0; i < list.items().size(); i++) {
            JsonValue item = list.items().get(i);
            JsonValue redacted = redacting.apply(item);
            if (!redacted.equals(item)) {
                changed = changed.isEmpty() ? new ArrayList<>(list.items()) : changed;
                changed.set(i, redacted);
            }
        }
        return changed.isEmpty() ? list : new ArrayValue(changed);
    }

    /** A list of texts read as a command line, {@code ["--password", "X"]}, or as a name and its value. */
    private ArrayValue arguments(ArrayValue list) {
        boolean flags = false;
        StringBuilder line = new StringBuilder();
        for (JsonValue item : list.items()) {
            if (!(item instanceof StringValue text)) {
                return list;
            }
            flags |= text.text().startsWith("-");
            line.append(line.isEmpty() ? "" : " ").append(text.text());
        }
        if (!flags) {
            return isPair(list) ? new ArrayValue(List.of(list.items().getFirst(), REDACTED)) : list;
        }
        List<Span> secrets = scanner.find(line.toString(), false);
        return secrets.isEmpty() ? list : withoutArguments(list, secrets);
    }

    private boolean isPair(ArrayValue list) {
        return list.items().size() == 2
                && list.items().getFirst() instanceof StringValue name
                && list.items().getLast() instanceof StringValue value
                && scanner.kind(name.text()).compareTo(Kind.SECRET) >= 0
                && name.text().indexOf(' ') < 0
                && scanner.values()
                        .isSecret(
                                name.text(),
                                scanner.kind(name.text()),
                                value.text(),
                                0,
                                value.text(),
                                true,
                                Demand.STRONG);
    }

    private static ArrayValue withoutArguments(ArrayValue list, List<Span> secrets) {
        List<JsonValue> items = new ArrayList<>();
        int from = 0;
        for (JsonValue item : list.items()) {
            String text = ((StringValue) item).text();
            int begin = from;
            StringBuilder clean = new StringBuilder();
            int copied = 0;
            for (Span secret : secrets) {
                int first = Math.max(copied, secret.from() - begin);
                if (first < text.length() && secret.to() > begin) {
                    clean.append(text, copied, first).append(Secrets.REDACTED);
                    // an argument that begins with a secret is one, with its spaces
                    copied = first == 0 ? text.length() : Math.min(text.length(), secret.to() - begin);
                }
            }
            items.add(
                    copied == 0
                            ? item
                            : JsonValue.of(
                                    clean.append(text, copied, text.length()).toString()));
            from += text.length() + 1;
        }
        return new ArrayValue(items);
    }

    /** What stands below a secret name, without its texts, and without its numbers if they are secret too. */
    private JsonValue below(JsonValue value, boolean numbers) {
        if (value instanceof StringValue string) {
            return scanner.values().sayNothing(string.text()) ? value : REDACTED;
        }
        if (value instanceof ArrayValue list) {
            return list(list, item -> below(item, numbers));
        }
        if (value instanceof ObjectValue object) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            object.members()
                    .forEach((name, member) -> members.put(
                            name,
                            scanner.names().isAbout(name)
                                    ? member(name, member, Place.ELSEWHERE, true)
                                    : below(member, numbers)));
            return copy(object, members);
        }
        return numbers && value instanceof NumberValue ? REDACTED : value;
    }

    /** The value of {@code {"key": "password", "value": …}}, a name and its value side by side; null when it may stay. */
    private @Nullable JsonValue pair(ObjectValue object, JsonValue value, boolean evidence) {
        String key = nameIn(object);
        if (value instanceof StringValue string) {
            boolean random = evidence && scanner.looksRandom(key, string.text());
            return random || hides(key, string.text()) ? REDACTED : null;
        }
        if (holdsSecrets(key)) {
            return below(value, scanner.names().hidesNumbersBelow(key));
        }
        boolean parent = value instanceof ObjectValue || value instanceof ArrayValue;
        return evidence && parent ? item(value, Place.EVIDENCE) : null;
    }

    /** What a member named {@code key} or {@code name} says, the one that names a secret first. */
    private String nameIn(ObjectValue object) {
        String found = "";
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = member.getKey().toLowerCase(Locale.ROOT);
            if (member.getValue() instanceof StringValue text
                    && (NAMES.contains(name) || name.endsWith("name") || name.endsWith("key"))) {
                found = found.isEmpty() || holdsSecrets(text.text()) ? text.text() : found;
            }
        }
        return found;
    }

    private ObjectValue copy(ObjectValue object, Map<String, JsonValue> changed) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            String clean = scanner.redact(name, true);
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
