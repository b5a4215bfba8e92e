package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue;
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
    private static final String INSIDE_A_PART = "    ";
    private static final int MAX_KEY = 1000;
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
        JsonValue value = yaml.key(2) == null ? WrittenScalar.NULL : yaml.value(2);
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
                visitor.member(key, WrittenScalar.EMPTY_OBJECT);
            } else {
                visitor.member(key, value(0));
            }
            skipComments();
        }
        return !givenUp && !keys.isEmpty();
    }

    private void skipComments() {
        while (at < text.length() && (text.charAt(at) == '#' || endsLine())) {
            int start = at;
            skipLine();
            givenUp |= !YamlWriter.isPrintable(text, start, at - 1);
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        givenUp |= end < 0;
        at = end < 0 ? text.length() : end + 1;
    }

    private void parts(Visitor visitor) {
        Set<String> keys = new HashSet<>();
        at++;
        givenUp |= indent() != 2;
        while (!givenUp && indent() == 2) {
            int start = at;
            String key = key(2);
            if (key == null || !keys.add(key)) {
                givenUp = true;
                return;
            }
            // to the end of the line, and of the lines after it that are indented deeper than the key
            do {
                skipLine();
            } while (text.startsWith(INSIDE_A_PART, at));
            visitor.part(key, text.substring(start, at));
        }
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
        int end = text.startsWith("\"", start) ? WrittenScalar.endOfQuotes(text, start) : text.indexOf(':', start);
        boolean found = end >= 0 && end - start <= MAX_KEY && text.startsWith(":", end);
        String key = found ? WrittenScalar.text(text.substring(start, end)) : null;
        givenUp |= key == null;
        at = end + 1;
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
            return WrittenScalar.NULL;
        }
        return text.startsWith("- ", at + inner) ? items(inner) : members(inner);
    }

    private JsonValue items(int indent) {
        List<JsonValue> items = new ArrayList<>();
        while (!givenUp && indent() == indent) {
            givenUp |= !text.startsWith("- ", at + indent);
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
        int start = at + 1;
        boolean spaced = text.startsWith(" ", at);
        skipLine();
        JsonValue value = givenUp || !spaced ? null : WrittenScalar.value(text.substring(start, at - 1));
        givenUp |= value == null;
        return value == null ? WrittenScalar.NULL : value;
    }
}
