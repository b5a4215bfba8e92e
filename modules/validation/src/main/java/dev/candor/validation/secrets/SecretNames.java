package dev.candor.validation.secrets;

import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells names under which secrets are kept: {@code password}, {@code DB_PASSWORD}, {@code apiKey}, {@code X-Auth-Token}. */
final class SecretNames {
    private static final int MAX_LENGTH = 128;

    private final Map<String, Set<String>> lists;

    private SecretNames(Map<String, Set<String>> lists) {
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

    static SecretNames of(ObjectValue lists) {
        Map<String, Set<String>> sets = new HashMap<>();
        lists.members().forEach((name, list) -> {
            Set<String> words = new TreeSet<>();
            ((ArrayValue) list).items().forEach(word -> words.add(folded(((StringValue) word).text())));
            sets.put(name, words);
        });
        return new SecretNames(sets);
    }

    /** These, and some of a user's own. */
    SecretNames with(List<String> own) {
        Map<String, Set<String>> sets = new HashMap<>(lists);
        for (String list : List.of("near", "phrases")) {
            Set<String> words = new HashSet<>(list(list));
            own.forEach(word -> words.add(folded(word)));
            sets.put(list, words);
        }
        return new SecretNames(sets);
    }

    private static String folded(String word) {
        return FoldedText.of(word).text().toLowerCase(Locale.ROOT);
    }

    private Set<String> list(String name) {
        return lists.getOrDefault(name, Set.of());
    }

    /** Words of which every such name has one. */
    Set<String> near() {
        return list("near");
    }

    /** The phrase of an ideographic script at a place; empty when there is none. */
    String phraseAt(String text, int from) {
        return text.charAt(from) < '\u3000'
                ? ""
                : list("phrases").stream()
                        .filter(phrase -> text.startsWith(phrase, from))
                        .findFirst()
                        .orElse("");
    }

    /** Whether what stands under a name looks random and is public all the same: ETags, digests, public keys. */
    boolean isPublic(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> words = words(name);
        int last = words.size() - 1;
        return list("public").stream().anyMatch(word -> lower.equals(word) || lower.endsWith("_" + word))
                || isAbout(name)
                || (last > 0
                        && words.get(last).equals("key")
                        && list("not_before_key").contains(words.get(last - 1)));
    }

    /** Whether a member speaks about the secret beside it: {@code type}, {@code expires_at}. */
    boolean isAbout(String name) {
        List<String> words = words(name);
        return !words.isEmpty() && list("about").contains(words.getLast());
    }

    Kind kind(String name) {
        List<String> words = name.length() > MAX_LENGTH ? List.of() : words(name);
        if (words.isEmpty() || list("about").contains(words.getLast())) {
            return Kind.NONE;
        }
        String whole = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < words.size(); i++) {
            if (isSecret(words.get(i), i == 0 ? "" : words.get(i - 1), i + 1 == words.size())) {
                return isPassword(words.get(i)) ? Kind.PASSWORD : Kind.SECRET;
            }
        }
        if (list("phrases").stream().anyMatch(whole::contains)) {
            return Kind.PASSWORD;
        }
        if (words.getLast().equals("tokens")) {
            return Kind.TOKENS;
        }
        boolean key = words.getLast().equals("key")
                && words.size() > 1
                && !list("not_before_key").contains(words.get(words.size() - 2));
        return key || words.getLast().equals("auth") ? Kind.KEY : Kind.NONE;
    }

    /** Whether a number under a name is to be kept secret; under most names it is a count. */
    boolean hidesNumber(String name) {
        Kind kind = kind(name);
        String last = kind.compareTo(Kind.SECRET) < 0 ? "" : words(name).getLast();
        return list("numeric").contains(last) || (isPassword(last) && !last.endsWith("s"));
    }

    /** Whether a number in a list or object under a name is to be kept secret. */
    boolean hidesNumbersBelow(String name) {
        return hidesNumber(name) || kind(name) == Kind.PASSWORD;
    }

    /** A {@code pass_rate} and a price per token are none. */
    private boolean isSecret(String word, String before, boolean last) {
        return switch (word) {
            case "pass" -> last;
            case "token" -> !before.equals("per");
            case "key", "keys" -> list("before_key").contains(before);
            default -> list("words").contains(word) || list("endings").stream().anyMatch(word::endsWith);
        };
    }

    private boolean isPassword(String word) {
        return !word.isEmpty() && list("passwords").stream().anyMatch(word::contains);
    }

    /** {@code dbPassword}, {@code DB_PASSWORD} and {@code db-password} are the words db and password. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean begins = Character.isUpperCase(c)
                    && i > 0
                    && (!Character.isUpperCase(name.charAt(i - 1))
                            || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
            if (begins || !Character.isLetter(c)) {
                finish(word, words);
            }
            if (Character.isLetter(c)) {
                word.append(Character.toLowerCase(c));
            }
        }
        finish(word, words);
        return words;
    }

    private static void finish(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
