package dev.candor.validation.secrets;

import dev.candor.foundation.files.ShippedFile;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What is a secret, as data: the file that ships, and a user's own, which adds to it. See {@code docs/secrets.md}.
 *
 * @param links what may stand between a name for secrets and its value
 * @param words which names are such names, which values are none, and which ones a user wants to keep
 * @param near the words to look for, by the key of a trigram of each
 */
record SecretRules(List<Rule> rules, List<Link> links, SecretWords words, Map<Integer, List<Word>> near) {
    private static final String PATH = "config/secrets.json";
    static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_ITEMS = 200;
    private static final Set<String> OWN = Set.of("rules", "names", "exceptions", "off");
    private static final Set<String> OF_RULE = Set.of("id", "near", "pattern", "secret", "name", "reach", "entropy");

    /** No word goes on here: {@code x-sk-…} is one word; {@code token -sk}, {@code --sk} and {@code %2Fsk} are not. */
    private static final String START =
            "(?:(?![A-Za-z0-9])|(?<!_|[A-Za-z0-9]-)" + "(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt])|(?<=%[\\s\\S][A-Za-z0-9])))";

    /**
     * A shape.
     *
     * @param near words of which one must be there; the pattern begins with it, or at most {@code reach} characters before
     * @param secret the group of the pattern that is the secret; 0 is all
     * @param name the group that must be a name for secrets; 0 for none
     * @param entropy the least bits that each character of the secret carries, by Shannon
     */
    record Rule(String id, List<String> near, String pattern, int secret, int name, int reach, double entropy) {}

    /** What a value must be: not harmless, no plain word, made of several kinds of characters, that and of a password. */
    enum Demand {
        ANY,
        WORDED,
        STRONG,
        PASSWORD
    }

    /**
     * What leads from a name to its value.
     *
     * @param after before which names it is looked for: any, {@code --flags}, {@code <elements>}, words of other alphabets
     */
    record Link(String pattern, String after, Demand value) {}

    /** A word to look for; without a rule it is part of a name. */
    record Word(String text, int offset, @Nullable Rule rule) {}

    private static SecretRules of(List<Rule> rules, List<Link> links, SecretWords words, Trigrams trigrams) {
        SecretRules all = new SecretRules(rules, links, words, new HashMap<>());
        words.list("near").forEach(word -> all.add(word, null, trigrams));
        rules.forEach(rule -> rule.near().forEach(word -> all.add(word, rule, trigrams)));
        return all;
    }

    private void add(String text, @Nullable Rule rule, Trigrams trigrams) {
        String word = FoldedText.of(text).text();
        int offset = trigrams.in(word);
        near.computeIfAbsent(Trigrams.key(word, offset), key -> new ArrayList<>())
                .add(new Word(word, offset, rule));
    }

    /** The rules that ship. */
    static SecretRules shipped(Trigrams trigrams) {
        try {
            Node file = new Node(ShippedFile.read(PATH));
            Map<String, List<String>> lists = file.at("values").lists();
            lists.putAll(file.at("names").lists());
            List<Rule> rules = file.at("rules").list(MAX_BYTES, Node::rule);
            return of(rules, file.at("links").list(Node::link), new SecretWords(lists), trigrams);
        } catch (IOException | JsonSyntaxException | SecretRulesException e) {
            throw new UncheckedIOException(
                    new IOException("the installation misses " + PATH + " or it is damaged; install Candor anew", e));
        }
    }

    /**
     * The shipped rules, and those of a user's own file.
     *
     * @param trigrams get to know the words that are new
     */
    static SecretRules with(byte[] bytes, Trigrams trigrams) {
        SecretRules shipped = shipped(trigrams);
        Node file = parsed(bytes).object(OWN);
        List<Rule> rules = new ArrayList<>(file.at("rules").list(Node::ownRule));
        Set<String> off = new HashSet<>(file.at("off").list(Node::text));
        shipped.rules.stream().filter(rule -> !off.remove(rule.id())).forEach(rules::add);
        if (!off.isEmpty()) {
            throw file.at("off").wrong("names " + off + ", which no shipped rule has for its id; omit it");
        }
        List<String> names = file.at("names").list(Node::word);
        List<String> exceptions = file.at("exceptions").list(Node::ownPattern);
        return of(rules, shipped.links, shipped.words.with(names, exceptions), trigrams);
    }

    private static Node parsed(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Node(null, null, "the file")
                    .wrong("must have at most " + MAX_BYTES + " bytes, found " + bytes.length);
        }
        try {
            return new Node(bytes);
        } catch (JsonSyntaxException e) {
            int line = 1;
            int column = 1;
            for (int i = 0; i < Math.min(e.offset(), bytes.length); i++) {
                column = bytes[i] == '\n' ? 1 : column + 1;
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new SecretRulesException("line " + line + ", column " + column + ": " + e.sentence());
        }
    }

    /** A value of a file of rules, null when it is missing, and where it stands: in which other one, as what. */
    private record Node(@Nullable JsonValue value, @Nullable Node parent, Object name) {
        Node(byte[] file) {
            this(JsonValue.parse(file), null, "the file");
        }

        private String pointer() {
            return parent == null ? "" : parent.pointer() + "/" + name;
        }

        SecretRulesException wrong(String predicate) {
            return new SecretRulesException((parent == null ? name : pointer()) + " " + predicate);
        }

        Node at(String name) {
            return new Node(
                    value instanceof ObjectValue object ? object.members().get(name) : null, this, name);
        }

        Set<String> names() {
            if (value instanceof ObjectValue object) {
                return object.members().keySet();
            }
            throw wrong("must be a JSON object");
        }

        Node object(Set<String> known) {
            for (String name : names()) {
                if (!known.contains(name)) {
                    throw at(name).wrong("is not known; omit it");
                }
            }
            return this;
        }

        <T> List<T> list(Function<Node, T> reader) {
            return list(MAX_ITEMS, reader);
        }

        <T> List<T> list(int most, Function<Node, T> reader) {
            List<JsonValue> items = value instanceof ArrayValue array ? array.items() : List.of();
            if ((value != null && !(value instanceof ArrayValue)) || items.size() > most) {
                throw wrong("must be a list of at most " + most);
            }
            List<T> read = new ArrayList<>();
            items.forEach(item -> read.add(reader.apply(new Node(item, this, read.size()))));
            return read;
        }

        /** Lists of words and patterns, as they are looked for in folded texts. */
        Map<String, List<String>> lists() {
            Map<String, List<String>> lists = new HashMap<>();
            names().forEach(name -> lists.put(
                    name, at(name).list(item -> FoldedText.of(item.text()).text())));
            return lists;
        }

        String text() {
            return text(1, 2000);
        }

        String word() {
            return text(Trigrams.LENGTH, 40);
        }

        private String text(int least, int most) {
            if (!(value instanceof StringValue string) || string.text().isEmpty()) {
                throw wrong("must be a text that is not empty");
            }
            int length = string.text().length();
            if (length < least || length > most) {
                throw wrong("must have " + least + " to " + most + " characters, found " + length);
            }
            return string.text();
        }

        double number(String name, int most) {
            JsonValue value = at(name).value;
            double number =
                    value == null ? 0 : value instanceof NumberValue given ? Double.parseDouble(given.text()) : -1;
            if (number < 0 || number > most) {
                throw at(name).wrong("must be a number from 0 to " + most);
            }
            return number;
        }

        Rule rule() {
            object(OF_RULE);
            String id = at("id").text();
            String pattern = START + "(?:" + at("pattern").text() + ")";
            List<String> near = at("near").list(Node::word);
            if (near.isEmpty()) {
                throw at("near").wrong("is missing: list words of which each such secret has one");
            }
            int secret = (int) number("secret", 40);
            int name = (int) number("name", 40);
            return new Rule(id, near, pattern, secret, name, (int) number("reach", 300), number("entropy", 8));
        }

        /** A rule of a user's own, whose pattern is tried before it is needed. */
        Rule ownRule() {
            Rule rule = rule();
            int groups = at("pattern").groups();
            if (Math.max(rule.secret(), rule.name()) > groups) {
                throw wrong("names a group that its pattern does not have: it has " + groups);
            }
            return rule;
        }

        String ownPattern() {
            groups();
            return text();
        }

        private int groups() {
            try {
                return Pattern.compile(text()).matcher("").groupCount();
            } catch (PatternSyntaxException e) {
                throw wrong("is no regular expression of Java: " + e.getDescription());
            }
        }

        Link link() {
            String value = at("value").textOrAny().toUpperCase(Locale.ROOT);
            return new Link(at("pattern").text(), at("after").textOrAny(), Demand.valueOf(value));
        }

        private String textOrAny() {
            return value == null ? "any" : text();
        }
    }
}
