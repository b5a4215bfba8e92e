package dev.candor.validation.secrets;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.secrets.SecretNames.Kind;
import dev.candor.validation.secrets.SecretRules.Demand;
import dev.candor.validation.secrets.SecretRules.Regex;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells values that give nothing away, though they stand under a name for secrets: {@code missing}, {@code $TOKEN}.
 *
 * @param harmless words that say how it is with a secret, or of what type it is
 * @param code what source text begins with that makes a secret and holds none
 * @param open what begins something public: keys, certificates, digests, images
 * @param settings names of variables and files
 * @param words what may stand for a key or token, and names something: words with dots or dashes between them
 * @param sentence what tells a reader something
 * @param weak what a sentence is likelier to speak of than a secret: versions, dates, numbers, digests, paths
 */
record SecretValues(
        Set<String> harmless,
        List<Regex> code,
        List<Regex> open,
        Regex settings,
        Regex words,
        Regex sentence,
        Regex weak) {
    private static final int MAX_LENGTH = 128;
    private static final int MAX_WORD = 16;
    private static final int MIN_STRONG = 6;

    static SecretValues of(ObjectValue file) {
        return new SecretValues(
                new HashSet<>(texts(file, "harmless")),
                regexes(file, "code"),
                regexes(file, "public"),
                new Regex(file.text("settings").orElse("")),
                new Regex(file.text("words").orElse("")),
                new Regex(file.text("sentence").orElse("")),
                new Regex(file.text("weak").orElse("")));
    }

    private static List<String> texts(ObjectValue file, String name) {
        return ((ArrayValue) file.members().getOrDefault(name, JsonValue.of(List.of())))
                .items().stream().map(item -> ((StringValue) item).text()).toList();
    }

    private static List<Regex> regexes(ObjectValue file, String name) {
        return texts(file, name).stream().map(Regex::new).toList();
    }

    /** {@code PWD=/home/ci} is where a shell stands; {@code pass=3} counts. */
    boolean sayNothing(String name, String value) {
        return sayNothing(value)
                || (name.equalsIgnoreCase("pwd") && isFolder(value))
                || (name.equalsIgnoreCase("pass") && isShortNumber(value));
    }

    private static boolean isFolder(String value) {
        return value.startsWith("/")
                || value.startsWith("~")
                || value.startsWith(".")
                || (value.length() > 1 && value.charAt(1) == ':' && Character.isLetter(value.charAt(0)));
    }

    private static boolean isShortNumber(String value) {
        return value.length() < 5 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether a value under a secret name gives nothing away. */
    boolean sayNothing(String value) {
        return value.isBlank()
                || value.startsWith(Secrets.REDACTED)
                || (value.length() <= MAX_LENGTH && isEmptyTalk(value))
                || isPublic(value);
    }

    boolean isPublic(String value) {
        return open.stream().anyMatch(regex -> regex.beginsAt(value, 0));
    }

    private boolean isEmptyTalk(String value) {
        return harmless.contains(value.toLowerCase(Locale.ROOT))
                || value.chars().allMatch(c -> c == '*' || c == '•' || c == '.')
                || value.startsWith("${")
                || (value.startsWith("<") && value.endsWith(">"))
                || (value.startsWith("$")
                        && value.length() > 1
                        && value.chars().skip(1).allMatch(c -> c == '_' || (c >= 'A' && c <= 'Z')));
    }

    /**
     * Whether what was found behind a name is a secret.
     *
     * @param text where it was found
     * @param quoted whether it stands in quotes
     */
    boolean isSecret(String name, Kind kind, CharSequence text, int from, String value, boolean quoted, Demand demand) {
        if (sayNothing(name, value)
                || settings.is(value)
                || open.stream().anyMatch(regex -> regex.beginsAt(text, from))
                || (quoted ? sentence.is(value) : code.stream().anyMatch(regex -> regex.beginsAt(text, from)))) {
            return false;
        }
        if (kind == Kind.KEY) {
            return RandomTexts.isIn(value);
        }
        boolean password = kind == Kind.PASSWORD;
        if (!password && (words.is(value) || isShortNumber(value))) {
            return false;
        }
        boolean letters = value.length() < MAX_WORD && value.chars().noneMatch(c -> c >= '0' && c <= '9');
        return switch (demand) {
            case ANY -> true;
            case WORDED -> quoted || !letters || (password && !goesOn(text, from + value.length()));
            case STRONG -> isStrong(value);
            case PASSWORD -> password && isStrong(value);
        };
    }

    /** Whether a sentence goes on at a place: a space and a small letter. */
    private static boolean goesOn(CharSequence text, int at) {
        return at + 1 < text.length() && text.charAt(at) == ' ' && Character.isLowerCase(text.charAt(at + 1));
    }

    /** Whether a value has several kinds of characters and is nothing that sentences often speak of. */
    private boolean isStrong(String value) {
        boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean letter = value.chars().anyMatch(Character::isLetter);
        boolean sign = value.chars().anyMatch(c -> "!@#$%^&*+=~?".indexOf(c) >= 0);
        return value.length() >= MIN_STRONG && letter && (digit || sign) && !weak.is(value);
    }
}
