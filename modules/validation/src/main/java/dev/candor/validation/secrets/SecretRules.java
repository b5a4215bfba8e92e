package dev.candor.validation.secrets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is a secret, as data: see {@code docs/secrets.md}.
 *
 * @param rules shapes of secrets, each near a word
 * @param links what may stand between a name for secrets and its value
 * @param names which names are such names
 * @param values which values are none
 * @param exceptions values that a user wants to keep
 */
record SecretRules(List<Rule> rules, List<Link> links, SecretNames names, SecretValues values, List<Regex> exceptions) {

    private static final int NEARLY = 6;

    /** A regular expression that is compiled when it is used first: most never are. */
    static final class Regex {
        private final String text;
        private volatile @Nullable Pattern compiled;

        Regex(String text) {
            this.text = text;
        }

        /** A matcher that sees what is around its region. */
        Matcher matcher(CharSequence within) {
            Pattern pattern = compiled;
            if (pattern == null) {
                pattern = Pattern.compile(text);
                compiled = pattern;
            }
            return pattern.matcher(within).useTransparentBounds(true).useAnchoringBounds(false);
        }

        boolean beginsAt(CharSequence text, int from) {
            return matcher(text).region(from, text.length()).lookingAt();
        }

        boolean is(CharSequence text) {
            return matcher(text).matches();
        }
    }

    /**
     * A shape.
     *
     * @param near words of which one must be there; the pattern begins with it, or at most {@code reach} characters before
     * @param secret the group of the pattern that is the secret; 0 is all
     * @param name the group that must be a name for secrets; 0 for none
     * @param entropy the least bits that each character of the secret carries, by Shannon
     */
    record Rule(String id, List<String> near, Regex pattern, int secret, int name, int reach, double entropy) {}

    /** Before which names a link is looked for: any, {@code --flags}, {@code <elements>}, words of other alphabets. */
    enum After {
        ANY,
        FLAG,
        TAG,
        FOREIGN
    }

    /** What a value must be: not harmless, no plain word, made of several kinds of characters, that and of a password. */
    enum Demand {
        ANY,
        WORDED,
        STRONG,
        PASSWORD
    }

    /** What leads from a name to its value. */
    record Link(String id, Regex pattern, After after, Demand value) {}

    /** A word to look for; without a rule it is part of a name. */
    record Word(String text, int offset, @Nullable Rule rule) {}

    /** The words, by the key of one trigram of each: one that another word has too, else the rarest. */
    Map<Integer, List<Word>> words() {
        Map<Integer, List<Word>> words = new HashMap<>();
        names.near().forEach(near -> add(near, null, words));
        for (Rule rule : rules) {
            rule.near().forEach(near -> add(near, rule, words));
        }
        return words;
    }

    private static void add(String near, @Nullable Rule rule, Map<Integer, List<Word>> words) {
        String word = FoldedText.of(near).text().toLowerCase(Locale.ROOT);
        int offset = Trigrams.rarest(word);
        for (int at = 0; at + 3 <= word.length(); at++) {
            boolean shared = words.containsKey(Trigrams.key(word, at));
            offset = shared && Trigrams.cost(word, at) < Trigrams.cost(word, offset) + NEARLY ? at : offset;
        }
        words.computeIfAbsent(Trigrams.key(word, offset), key -> new ArrayList<>())
                .add(new Word(word, offset, rule));
    }

    /** One trigram of each word, in a row. */
    String trigrams() {
        return words().values().stream()
                .map(List::getFirst)
                .map(word -> word.text().substring(word.offset(), word.offset() + 3))
                .sorted()
                .collect(Collectors.joining());
    }
}
