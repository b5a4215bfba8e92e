package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link YamlWriter} wrote, in a fraction of the time that {@link YamlReader} takes, and to the same values. It
 * gives up on anything that the writer would not write, such as values in the flow style.
 */
public final class WrittenYaml {
    private static final JsonValue NULL = new NullValue();
    private static final JsonValue EMPTY_ARRAY = JsonValue.of(List.of());
    private static final JsonValue EMPTY_OBJECT = new ObjectValue(Map.of());
    private static final String INSIDE_A_PART = "    ";
    private static final int LONGEST_KEY = 1000;
    private static final int LONGEST_NUMBER = 64;
    private static final char UNDECODABLE = '\uFFFD';

    private final String text;
    private int at;
    private boolean givenUp;

    private WrittenYaml(String text) {
        this.text = text;
    }

    /** Takes a document in parts, some of which need not be read. */
    public interface Visitor {
        /** A member of the document. */
        void member(String key, JsonValue value);

        /** The lines of a member of the one member that is taken in parts, for {@link WrittenYaml#part}. */
        void part(String key, String lines);
    }

    /**
     * Visits a document as {@link YamlReader#visit} does, but for the lines of its parts, which are not looked into.
     *
     * @return whether it was read; if not, the visitor may have been told of parts before
     */
    public static boolean visit(byte[] utf8, String parted, Visitor visitor) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf(UNDECODABLE) < 0 && new WrittenYaml(text).document(parted, visitor);
    }

    /** The value of a part; empty when it is not as the writer would write it. */
    public static Optional<JsonValue> part(String lines) {
        WrittenYaml yaml = new WrittenYaml(lines);
        JsonValue value = yaml.key(2) == null ? NULL : yaml.value(2);
        return yaml.givenUp || yaml.at != lines.length() ? Optional.empty() : Optional.of(value);
    }

    private boolean document(String parted, Visitor visitor) {
        Set<String> keys = new HashSet<>();
        skipComments();
        while (!givenUp && at < text.length()) {
            String key = key(0);
            if (key == null || !keys.add(key)) {
                return false;
            }
            if (key.equals(parted) && endsLine()) {
                parts(visitor);
                visitor.member(key, EMPTY_OBJECT);
            } else {
                visitor.member(key, value(0));
            }
            skipComments();
        }
        return !givenUp && !keys.isEmpty();
    }

    private void skipComments() {
        while (at < text.length() && (text.charAt(at) == '#' || text.charAt(at) == '\n')) {
            int end = text.indexOf('\n', at);
            for (int i = at; i < end; i++) {
                givenUp |= !isPlain(text.charAt(i));
            }
            givenUp |= end < 0;
            at = end < 0 ? text.length() : end + 1;
        }
    }

    private void parts(Visitor visitor) {
        Set<String> keys = new HashSet<>();
        at++;
        if (indent() != 2) {
            givenUp = true;
        }
        while (!givenUp && indent() == 2) {
            int start = at;
            String key = key(2);
            if (key == null || !keys.add(key)) {
                givenUp = true;
            } else {
                skipPart();
                visitor.part(key, text.substring(start, at));
            }
        }
    }

    /** To the end of the line, and of the lines after it that are indented deeper than a part's key. */
    private void skipPart() {
        do {
            int end = text.indexOf('\n', at);
            givenUp |= end < 0;
            at = end < 0 ? text.length() : end + 1;
        } while (text.startsWith(INSIDE_A_PART, at));
    }

    /** How far the line is indented that is next. */
    private int indent() {
        int end = at;
        while (end < text.length() && text.charAt(end) == ' ') {
            end++;
        }
        return end - at;
    }

    private boolean endsLine() {
        return at < text.length() && text.charAt(at) == '\n';
    }

    /** The key of the line that is next, up to behind its colon. */
    private @Nullable String key(int indent) {
        int start = at + indent;
        at = start;
        String key = text(true);
        if (key == null || at - start > LONGEST_KEY || at >= text.length() || text.charAt(at) != ':') {
            givenUp = true;
            return null;
        }
        at++;
        return key;
    }

    /** What stands behind a key's colon, and its end of line. */
    private JsonValue value(int indent) {
        if (!endsLine()) {
            return inline();
        }
        at++;
        int inner = indent();
        if (inner != indent + 2 || inner > YamlReader.MAX_DEPTH) {
            givenUp = true;
            return NULL;
        }
        return text.startsWith("- ", at + inner) ? items(inner) : members(inner);
    }

    private JsonValue items(int indent) {
        List<JsonValue> items = new ArrayList<>();
        while (!givenUp && indent() == indent) {
            if (!text.startsWith("- ", at + indent)) {
                givenUp = true;
            }
            at += indent + 1;
            items.add(inline());
        }
        return JsonValue.of(items);
    }

    private JsonValue members(int indent) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (!givenUp && indent() == indent) {
            String key = key(indent);
            if (key == null || members.put(key, value(indent)) != null) {
                givenUp = true;
            }
        }
        return new ObjectValue(members);
    }

    /** A space, a value, and the end of the line. */
    private JsonValue inline() {
        JsonValue value = NULL;
        if (givenUp || at >= text.length() || text.charAt(at) != ' ') {
            givenUp = true;
        } else {
            at++;
            value = scalar();
        }
        if (!endsLine()) {
            givenUp = true;
        }
        at++;
        return value;
    }

    private JsonValue scalar() {
        if (takes("null")) {
            return NULL;
        }
        if (takes("[]")) {
            return EMPTY_ARRAY;
        }
        if (takes("{}")) {
            return EMPTY_OBJECT;
        }
        if (takes("true")) {
            return new BooleanValue(true);
        }
        if (takes("false")) {
            return new BooleanValue(false);
        }
        char first = at < text.length() ? text.charAt(at) : '\n';
        if (first == '-' || isDigit(first)) {
            return number();
        }
        String string = text(false);
        givenUp |= string == null;
        return string == null ? NULL : JsonValue.of(string);
    }

    private boolean takes(String word) {
        int end = at + word.length();
        boolean there = text.startsWith(word, at) && end < text.length() && text.charAt(end) == '\n';
        at = there ? end : at;
        return there;
    }

    private JsonValue number() {
        int start = at;
        at += text.charAt(at) == '-' ? 1 : 0;
        boolean zero = at < text.length() && text.charAt(at) == '0';
        int whole = digits();
        boolean number = whole > 0 && (!zero || whole == 1);
        if (number && at < text.length() && text.charAt(at) == '.') {
            at++;
            number = digits() > 0;
        }
        if (!number || at - start > LONGEST_NUMBER) {
            givenUp = true;
            return NULL;
        }
        return new NumberValue(text.substring(start, at));
    }

    private int digits() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at - start;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A word or a quoted text; null when neither is next. */
    private @Nullable String text(boolean key) {
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            return quoted();
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != (key ? ':' : '\n')) {
            at++;
        }
        String word = text.substring(start, at);
        return YamlWriter.isWord(word) ? word : null;
    }

    private @Nullable String quoted() {
        int end = text.indexOf('"', at);
        if (end > 0 && text.indexOf('\\', at, end) < 0) {
            int start = at;
            for (int i = start; i < end; i++) {
                if (!isPlain(text.charAt(i))) {
                    return null;
                }
            }
            at = end + 1;
            return text.substring(start, end);
        }
        StringBuilder unquoted = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return unquoted.toString();
            }
            char taken = c == '\\' ? escaped() : c;
            if (c == '\\' ? taken == UNDECODABLE : !isPlain(c)) {
                return null;
            }
            unquoted.append(taken);
        }
        return null;
    }

    /** The character that an escape stands for; {@link #UNDECODABLE} for an escape that the writer does not write. */
    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : '\0';
        return switch (c) {
            case '"', '\\' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> UNDECODABLE;
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
            if (digit < 0) {
                return UNDECODABLE;
            }
            value = value * 16 + digit;
        }
        char c = (char) value;
        return YamlWriter.isPrintable(c) ? UNDECODABLE : c;
    }

    private static boolean isPlain(char c) {
        return YamlWriter.isPrintable(c);
    }
}
