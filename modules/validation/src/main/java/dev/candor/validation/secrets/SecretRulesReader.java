package dev.candor.validation.secrets;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.secrets.SecretRules.After;
import dev.candor.validation.secrets.SecretRules.Demand;
import dev.candor.validation.secrets.SecretRules.Link;
import dev.candor.validation.secrets.SecretRules.Regex;
import dev.candor.validation.secrets.SecretRules.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Reads files of rules: the one that ships, and a user's own, which adds to it. */
final class SecretRulesReader {
    private static final String PATH = "config/secrets.json";
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_RULES = 200;
    private static final int MAX_PATTERN = 2000;
    private static final int MAX_REACH = 300;
    private static final int MAX_ENTROPY = 8;
    private static final int MIN_WORD = 3;
    private static final int MAX_WORD = 40;
    private static final Set<String> OWN = Set.of("rules", "names", "exceptions", "off");
    private static final Set<String> MEMBERS =
            Set.of("id", "near", "pattern", "secret", "name", "reach", "entropy", "after", "value");

    private SecretRulesReader() {}

    /** How the item of a list is read that stands at a pointer. */
    private interface Reader<T> {
        T read(JsonValue value, String pointer) throws SecretRulesException;
    }

    static SecretRules shipped() {
        try {
            ObjectValue file = (ObjectValue) JsonValue.parse(file());
            return new SecretRules(
                    list(file, "rules", SecretRulesReader::rule),
                    list(file, "links", SecretRulesReader::link),
                    SecretNames.of(section(file, "names")),
                    SecretValues.of(section(file, "values")),
                    List.of());
        } catch (IOException | SecretRulesException e) {
            throw new UncheckedIOException(
                    new IOException("the installation misses " + PATH + " or it is damaged; install Candor anew", e));
        }
    }

    private static ObjectValue section(ObjectValue file, String name) throws SecretRulesException {
        if (file.members().get(name) instanceof ObjectValue section) {
            return section;
        }
        throw wrong("/" + name, "must be a JSON object");
    }

    private static byte[] file() throws IOException {
        // not looked up as a resource when installed: that opens every archive of the class path
        String home = System.getProperty("candor.home");
        if (home != null) {
            return Files.readAllBytes(Path.of(home, PATH));
        }
        try (InputStream in = SecretRulesReader.class.getResourceAsStream("/candor/" + PATH)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    /** The shipped rules, and those of a user's own file. */
    static SecretRules with(byte[] bytes) throws SecretRulesException {
        SecretRules shipped = shipped();
        ObjectValue file = object(parse(bytes), "", OWN);
        List<Rule> rules = new ArrayList<>(list(file, "rules", SecretRulesReader::ownRule));
        Set<String> off = new HashSet<>(list(file, "off", SecretRulesReader::text));
        for (Rule rule : shipped.rules()) {
            if (!off.remove(rule.id())) {
                rules.add(rule);
            }
        }
        if (!off.isEmpty()) {
            throw wrong("/off", "names " + off + ", which no shipped rule has for its id; omit it");
        }
        return new SecretRules(
                List.copyOf(rules),
                shipped.links(),
                shipped.names().with(list(file, "names", SecretRulesReader::word)),
                shipped.values(),
                list(file, "exceptions", SecretRulesReader::ownPattern));
    }

    private static JsonValue parse(byte[] bytes) throws SecretRulesException {
        if (bytes.length > MAX_BYTES) {
            throw wrong("", "must have at most " + MAX_BYTES + " bytes, found " + bytes.length);
        }
        try {
            return JsonValue.parse(bytes);
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

    private static <T> List<T> list(ObjectValue file, String name, Reader<T> reader) throws SecretRulesException {
        JsonValue value = file.members().getOrDefault(name, JsonValue.of(List.of()));
        String pointer = "/" + name;
        if (!(value instanceof ArrayValue array) || array.items().size() > MAX_RULES) {
            throw wrong(pointer, "must be a list of at most " + MAX_RULES);
        }
        List<T> items = new ArrayList<>();
        for (JsonValue item : array.items()) {
            items.add(reader.read(item, pointer + "/" + items.size()));
        }
        return List.copyOf(items);
    }

    private static Rule rule(JsonValue value, String pointer) throws SecretRulesException {
        ObjectValue rule = object(value, pointer, MEMBERS);
        String id = text(rule.members().getOrDefault("id", JsonValue.of("")), pointer + "/id");
        Regex pattern = pattern(rule.members().getOrDefault("pattern", JsonValue.of("")), pointer + "/pattern");
        List<String> near = list(rule, "near", (word, at) -> word(word, pointer + at));
        if (near.isEmpty()) {
            throw wrong(pointer + "/near", "is missing: list words of which each such secret has one");
        }
        return new Rule(
                id,
                near,
                pattern,
                (int) number(rule, "secret", MAX_WORD, pointer),
                (int) number(rule, "name", MAX_WORD, pointer),
                (int) number(rule, "reach", MAX_REACH, pointer),
                number(rule, "entropy", MAX_ENTROPY, pointer));
    }

    private static Link link(JsonValue value, String pointer) throws SecretRulesException {
        ObjectValue link = object(value, pointer, MEMBERS);
        return new Link(
                link.text("id").orElse(""),
                new Regex(link.text("pattern").orElse("")),
                After.valueOf(link.text("after").orElse("any").toUpperCase(Locale.ROOT)),
                Demand.valueOf(link.text("value").orElse("any").toUpperCase(Locale.ROOT)));
    }

    private static ObjectValue object(JsonValue value, String pointer, Set<String> members)
            throws SecretRulesException {
        if (!(value instanceof ObjectValue object)) {
            throw wrong(pointer, "must be a JSON object");
        }
        for (String name : object.members().keySet()) {
            if (!members.contains(name)) {
                throw wrong(pointer + "/" + name, "is not known; omit it");
            }
        }
        return object;
    }

    private static Regex pattern(JsonValue value, String pointer) throws SecretRulesException {
        String text = text(value, pointer);
        if (text.length() > MAX_PATTERN) {
            throw wrong(pointer, "must have at most " + MAX_PATTERN + " characters, found " + text.length());
        }
        return new Regex(text);
    }

    private static String word(JsonValue value, String pointer) throws SecretRulesException {
        String word = text(value, pointer);
        if (word.length() < MIN_WORD || word.length() > MAX_WORD) {
            throw wrong(pointer, "must have " + MIN_WORD + " to " + MAX_WORD + " characters, found " + word.length());
        }
        return word;
    }

    private static String text(JsonValue value, String pointer) throws SecretRulesException {
        if (value instanceof StringValue text && !text.text().isEmpty()) {
            return text.text();
        }
        throw wrong(pointer, "must be a text that is not empty");
    }

    private static double number(ObjectValue rule, String name, int most, String pointer) throws SecretRulesException {
        JsonValue value = rule.members().getOrDefault(name, JsonValue.of(0));
        double number = value instanceof NumberValue given ? given.number().doubleValue() : -1;
        if (number < 0 || number > most) {
            throw wrong(pointer + "/" + name, "must be a number from 0 to " + most);
        }
        return number;
    }

    /** A rule of a user's own, whose pattern is tried before it is needed. */
    private static Rule ownRule(JsonValue value, String pointer) throws SecretRulesException {
        Rule rule = rule(value, pointer);
        int groups = compiled(rule.pattern(), pointer + "/pattern");
        if (Math.max(rule.secret(), rule.name()) > groups) {
            throw wrong(pointer, "names a group that its pattern does not have: it has " + groups);
        }
        return rule;
    }

    private static Regex ownPattern(JsonValue value, String pointer) throws SecretRulesException {
        Regex pattern = pattern(value, pointer);
        compiled(pattern, pointer);
        return pattern;
    }

    private static int compiled(Regex pattern, String pointer) throws SecretRulesException {
        try {
            return pattern.matcher("").groupCount();
        } catch (PatternSyntaxException e) {
            throw wrong(pointer, "is no regular expression of Java: " + e.getDescription());
        }
    }

    private static SecretRulesException wrong(String pointer, String predicate) {
        return new SecretRulesException((pointer.isEmpty() ? "the file" : pointer) + " " + predicate);
    }
}
