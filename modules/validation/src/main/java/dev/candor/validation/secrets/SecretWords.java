package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretRules.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells names under which secrets are kept ({@code password}, {@code DB_PASSWORD}, {@code apiKey}, {@code X-Auth-Token}),
 * and values that give nothing away though they stand under one ({@code missing}, {@code $TOKEN}), by lists of words and
 * lists of patterns.
 */
final class SecretWords {
    private static final int MAX_LENGTH = 128;
    private static final int MAX_WORD = 16;

    /** {@code dbPassword}, {@code DB_PASSWORD} and {@code db-password} are the words db and password. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\P{L}++"
            + "|(?<=[\\p{L}&&\\P{javaUpperCase}])(?=\\p{javaUpperCase})"
            + "|(?<=\\p{javaUpperCase})(?=\\p{javaUpperCase}\\p{javaLowerCase})");

    /** What stands in a pattern for one of the words of a list: {@code {endings}}. */
    private static final Pattern LIST = Pattern.compile("\\{([a-z_]+)}");

    private final Map<String, List<String>> lists;
    private final Map<String, Pattern> compiled = new ConcurrentHashMap<>();

    SecretWords(Map<String, List<String>> lists) {
        this.lists = lists;
    }

    /** What a name says of its value. */
    enum Kind {
        NONE,
        /** A key, perhaps: the value has to look drawn at random. */
        KEY,
        /** Counts, or a list of secrets. */
        TOKENS,
        SECRET,
        PASSWORD
    }

    /** These, some names of a user's own, and patterns of values that the user wants to keep. */
    SecretWords with(List<String> names, List<String> exceptions) {
        Map<String, List<String>> more = new HashMap<>(lists);
        List<String> near = new ArrayList<>(list("near"));
        List<String> phrases = new ArrayList<>(list("phrases"));
        for (String name : names) {
            near.add(name);
            phrases.add(Pattern.quote(lower(FoldedText.of(name).text())));
        }
        more.put("near", near);
        more.put("phrases", phrases);
        more.put("exceptions", exceptions);
        return new SecretWords(more);
    }

    List<String> list(String name) {
        return lists.getOrDefault(name, List.of());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A matcher that sees what is around its region. A pattern is compiled when it is used first: most never are. */
    Matcher matcher(String pattern, CharSequence text, int from, int to) {
        return compiled.computeIfAbsent(pattern, this::compile)
                .matcher(text)
                .useTransparentBounds(true)
                .useAnchoringBounds(false)
                .region(from, Math.min(to, text.length()));
    }

    private Pattern compile(String pattern) {
        return Pattern.compile(LIST.matcher(pattern)
                .replaceAll(list -> Matcher.quoteReplacement("(?:" + String.join("|", list(list.group(1))) + ")")));
    }

    /** The first pattern of a list that matches at a place. */
    Optional<Matcher> first(String list, CharSequence text, int from, int to) {
        return list(list).stream()
                .map(pattern -> matcher(pattern, text, from, to))
                .filter(Matcher::lookingAt)
                .findFirst();
    }

    private boolean begins(String list, CharSequence text, int from) {
        return first(list, text, from, text.length()).isPresent();
    }

    /** Whether a text is what one of the patterns of a list says. */
    boolean is(String list, String text) {
        return list(list).stream()
                .anyMatch(pattern -> matcher(pattern, text, 0, text.length()).matches());
    }

    private static String words(String name) {
        String words =
                name.length() > MAX_LENGTH ? "" : BETWEEN_WORDS.matcher(name).replaceAll(" ");
        return " " + lower(words.strip()) + " ";
    }

    Kind kind(String name) {
        String words = words(name);
        if (words.isBlank() || is("about_name", words)) {
            return Kind.NONE;
        } else if (is("password_name", words)) {
            return Kind.PASSWORD;
        } else if (is("secret_name", words)) {
            return Kind.SECRET;
        } else if (is("phrase_name", lower(name))) {
            return Kind.PASSWORD;
        } else if (is("tokens_name", words)) {
            return Kind.TOKENS;
        }
        return is("key_name", words) ? Kind.KEY : Kind.NONE;
    }

    /** Whether a member speaks about the secret beside it: {@code type}, {@code expires_at}. */
    boolean isAbout(String name) {
        return is("about_name", words(name));
    }

    /** Whether what stands under a name looks random and is public all the same: ETags, digests, public keys. */
    boolean isPublic(String name, String value) {
        return isAbout(name) || is("public_name", words(name)) || isPublic(value);
    }

    /** Whether a number under a name is to be kept secret; under most names it is a count. */
    boolean hidesNumber(String name) {
        return kind(name).compareTo(Kind.SECRET) >= 0 && is("number_name", words(name));
    }

    /** How long the phrase of a script without spaces is that stands at a place; 0 when there is none. */
    int phraseAt(String text, int from) {
        return first("phrase", text, from, text.length())
                .map(Matcher::group)
                .orElse("")
                .length();
    }

    /** Whether a value under a secret name gives nothing away; {@code PWD=/home/ci} is where a shell stands. */
    boolean sayNothing(String name, String value) {
        return sayNothing(value) || is("pairs", name + "=" + value);
    }

    boolean sayNothing(String value) {
        return is("nothing", value)
                || (value.length() <= MAX_LENGTH && list("harmless").contains(lower(value)))
                || isPublic(value);
    }

    private boolean isPublic(String value) {
        return begins("public", value, 0);
    }

    /**
     * Whether what was found behind a name is a secret.
     *
     * @param text where it was found
     * @param quoted whether it stands in quotes
     */
    boolean isSecret(String name, Kind kind, CharSequence text, int from, String value, boolean quoted, Demand demand) {
        if (sayNothing(name, value)
                || is("settings", value)
                || begins("public", text, from)
                || (quoted ? is("sentence", value) : begins("code", text, from))) {
            return false;
        }
        if (kind == Kind.KEY) {
            return RandomTexts.isIn(value);
        }
        boolean password = kind == Kind.PASSWORD;
        if (!password && is("naming", value)) {
            return false;
        }
        boolean letters = value.length() < MAX_WORD && value.chars().noneMatch(c -> c >= '0' && c <= '9');
        return switch (demand) {
            case ANY -> true;
            case WORDED -> quoted || !letters || (password && !begins("goes_on", text, from + value.length()));
            case STRONG -> is("strong", value);
            case PASSWORD -> password && is("strong", value);
        };
    }
}
