package dev.candor.validation.secrets;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.secrets.SecretWords.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what must not reach a disk: tokens, keys and passwords, by the rules of {@code config/secrets.json}. Takes time in
 * proportion to the text, whatever the text. Safe for concurrent calls.
 */
public final class Secrets {
    /** What stands in the place of a secret. */
    public static final String REDACTED = "[redacted]";

    /** The system property that names a user's own file of rules, which need not be there. */
    public static final String USER_FILE = "candor.secrets";

    static final JsonValue REDACTED_VALUE = JsonValue.of(REDACTED);

    /** Top-level properties that rows are found by: only what is certainly a secret leaves them. */
    private static final Set<String> IDENTIFYING = words("action actor actor_id correlation_id event_id item_id"
            + " participant_id repository run_id session_id skill target_id tool traceparent");

    /** Members that hold what the member beside them names: {@code {"Name": "password", "Value": …}}. */
    private static final Set<String> VALUES = words("value val v content data text default");

    private static final Set<String> ARGUMENTS = Set.of("args", "argv", "arguments");
    private static final Set<String> NAMES = words("key name k n id field header variable var label parameter param");

    private static final Secrets INSTALLED = installed(System.getProperty(USER_FILE));

    private final SecretScanner scanner;
    private final CommandArguments arguments;
    private final String problem;

    /** Where a value stands, as far as that changes what a secret is there. */
    private enum Place {
        TOP,
        EVIDENCE,
        MEASURES,
        ELSEWHERE,
        /** Below a name for secrets: all texts are some. */
        TEXTS,
        /** Below a name for passwords: all texts and numbers are some. */
        NUMBERS
    }

    private Secrets(SecretScanner scanner, String problem) {
        this.scanner = scanner;
        this.arguments = new CommandArguments(scanner);
        this.problem = problem;
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" ", -1));
    }

    /** By the rules that ship and those of the user whose process this is. */
    public static Secrets installed() {
        return INSTALLED;
    }

    private static Secrets installed(@Nullable String file) {
        if (file == null || !Files.exists(Path.of(file))) {
            return new Secrets(new SecretScanner(), "");
        }
        try {
            return with(Input.bytes(Path.of(file), SecretRules.MAX_BYTES)
                    .orElseThrow(() -> new IOException("it has more than " + SecretRules.MAX_BYTES + " bytes")));
        } catch (SecretRulesException e) {
            return new Secrets(new SecretScanner(), file + ": " + e.getMessage());
        } catch (IOException e) {
            return new Secrets(new SecretScanner(), file + " cannot be read: " + Reasons.of(e));
        }
    }

    /** Why the user's own rules are not used, for a person; empty when they are, or there are none. */
    public String problem() {
        return problem;
    }

    /**
     * By the rules that ship, and those of a user's own file.
     *
     * @param file the bytes of the file
     * @throws SecretRulesException when the file is not one of rules; the sentence says where and what to do
     */
    public static Secrets with(byte[] file) {
        return new Secrets(new SecretScanner(file), "");
    }

    /**
     * The row without its secrets; the same object when it has none. Of a text only the secret part is replaced. What
     * identifies the row ({@code session_id}, {@code skill} and their like) loses only what is certainly a secret.
     */
    public ObjectValue redact(ObjectValue row) {
        return (ObjectValue) item(row, Place.TOP);
    }

    /** A value of any kind without its secrets; the same object when it has none. */
    public JsonValue redact(JsonValue value) {
        return item(value, value instanceof ObjectValue ? Place.TOP : Place.ELSEWHERE);
    }

    /** A text that may be no JSON, without its secrets; the same when it has none. */
    public String redact(String text) {
        return scanner.redact(text, false);
    }

    /** Whether a key with its value gives a secret away: by the key's name, the value's shape, or its randomness. */
    public boolean containsSecret(String key, String value) {
        return hides(key, value) || !redact(value).equals(value) || scanner.looksRandom(key, value);
    }

    /** Whether a text under a name is to be kept secret, for its name or for both: {@code STRIPE_KEY} and a random text. */
    private boolean hides(String name, String value) {
        Kind kind = scanner.kind(name);
        return (kind.compareTo(Kind.SECRET) >= 0 || (kind == Kind.KEY && RandomTexts.isIn(value)))
                && !scanner.words().sayNothing(name, value);
    }

    private boolean holdsSecrets(String name) {
        return scanner.kind(name).compareTo(Kind.TOKENS) >= 0;
    }

    private JsonValue item(JsonValue value, Place place) {
        if (value instanceof StringValue string) {
            return hides(string.text(), place) ? REDACTED_VALUE : text(string, false);
        }
        if (value instanceof ObjectValue object) {
            return object(object, place);
        }
        if (value instanceof ArrayValue list) {
            List<JsonValue> items =
                    list.items().stream().map(item -> item(item, place)).toList();
            return arguments.redact("", items.equals(list.items()) ? list : new ArrayValue(items));
        }
        return place == Place.NUMBERS && value instanceof NumberValue ? REDACTED_VALUE : value;
    }

    private boolean hides(String text, Place place) {
        return switch (place) {
            case TEXTS, NUMBERS -> !scanner.words().sayNothing(text);
            case EVIDENCE -> scanner.looksRandom("", text);
            case TOP, MEASURES, ELSEWHERE -> false;
        };
    }

    private JsonValue text(StringValue string, boolean certain) {
        String redacted = scanner.redact(string.text(), certain);
        return redacted.equals(string.text()) ? string : JsonValue.of(redacted);
    }

    private ObjectValue object(ObjectValue object, Place place) {
        Map<String, JsonValue> changed = Map.of();
        boolean renames = false;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = member.getKey();
            JsonValue value = member.getValue();
            boolean concerns = scanner.mayConcern(name);
            boolean holds = isHolder(name) && name.equals(lastHolder(object));
            JsonValue held = holds ? held(nameIn(object), value, place) : value;
            JsonValue redacted = held.equals(value) ? member(name, value, place, concerns) : held;
            if (redacted instanceof ArrayValue list && ARGUMENTS.contains(name)) {
                redacted = arguments.redact(CommandArguments.program(object), list);
            }
            if (!redacted.equals(value)) {
                changed = changed.isEmpty() ? new LinkedHashMap<>() : changed;
                changed.put(name, redacted);
            }
            renames |= concerns && !scanner.redact(name, true).equals(name);
        }
        return changed.isEmpty() && !renames ? object : copy(object.members(), changed);
    }

    private ObjectValue copy(Map<String, JsonValue> original, Map<String, JsonValue> changed) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        original.forEach((name, value) -> {
            String clean = scanner.redact(name, true);
            String free = clean;
            for (int i = 2; !free.equals(name) && (members.containsKey(free) || original.containsKey(free)); i++) {
                free = clean + "_" + i;
            }
            members.put(free, changed.getOrDefault(name, value));
        });
        return new ObjectValue(members);
    }

    private JsonValue member(String name, JsonValue value, Place place, boolean concerns) {
        if (place.compareTo(Place.TEXTS) >= 0 && !scanner.words().isAbout(name)) {
            return item(value, place);
        }
        if (value instanceof StringValue string) {
            boolean identifying = place == Place.TOP && IDENTIFYING.contains(name);
            return concerns && hides(name, string.text()) ? REDACTED_VALUE : text(string, identifying);
        }
        if (value instanceof NumberValue) {
            // the measures of an audit record are numbers by its schema, whatever their names
            return concerns && place != Place.MEASURES && scanner.words().hidesNumber(name) ? REDACTED_VALUE : value;
        }
        if (concerns && holdsSecrets(name)) {
            return item(value, below(name));
        }
        boolean measures = place == Place.TOP && name.equals("metrics");
        return item(value, name.equals("evidence") ? Place.EVIDENCE : measures ? Place.MEASURES : Place.ELSEWHERE);
    }

    private Place below(String name) {
        boolean numbers = scanner.words().hidesNumber(name) || scanner.kind(name) == Kind.PASSWORD;
        return numbers ? Place.NUMBERS : Place.TEXTS;
    }

    private static boolean isHolder(String name) {
        int length = name.length();
        return (length > 4 && name.regionMatches(true, length - 5, "value", 0, 5))
                || (length > 0
                        && "vcdt".indexOf(name.charAt(0) | 0x20) >= 0
                        && VALUES.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static String lastHolder(ObjectValue object) {
        return object.members().keySet().stream().filter(Secrets::isHolder).reduce("", (first, last) -> last);
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

    /** The value of {@code {"key": "password", "value": …}}. */
    private JsonValue held(String key, JsonValue value, Place place) {
        boolean evidence = place == Place.EVIDENCE;
        if (value instanceof StringValue string) {
            boolean random = evidence && scanner.looksRandom(key, string.text());
            return random || hides(key, string.text()) ? REDACTED_VALUE : value;
        }
        return holdsSecrets(key) ? item(value, below(key)) : evidence ? item(value, place) : value;
    }
}
