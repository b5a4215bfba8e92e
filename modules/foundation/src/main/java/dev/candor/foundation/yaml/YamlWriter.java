package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.Map;
import java.util.Set;

/**
 * Writes JSON values as YAML in block style that versions 1.1 and 1.2 read alike: whatever is more than a plain word is
 * quoted, times above all. Members keep their order; the same value always gives the same text.
 */
public final class YamlWriter {
    /** What YAML 1.1 takes for something else than a text. */
    private static final Set<String> NO_TEXTS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    /** YAML 1.1 sees a key as one when its colon follows within 1024 characters. */
    private static final int MAX_PLAIN_KEY = 1000;

    private final StringBuilder out = new StringBuilder();

    /** Adds a comment line. */
    public YamlWriter comment(String text) {
        out.append("# ").append(text).append('\n');
        return this;
    }

    /** Adds an empty line. */
    public YamlWriter gap() {
        out.append('\n');
        return this;
    }

    /** Adds a member of the document. */
    public YamlWriter member(String key, JsonValue value) {
        return member(0, key, value);
    }

    /** Begins a member of the document whose members are added by {@link #part} and {@link #lines}, at least one. */
    public YamlWriter parts(String key) {
        key(key, () -> out.append('\n'));
        out.append('\n');
        return this;
    }

    /** Adds a member of the member that was begun. */
    public YamlWriter part(String key, JsonValue value) {
        return member(2, key, value);
    }

    /** Adds a member of the member that was begun, as it was once written. */
    public YamlWriter lines(String part) {
        out.append(part);
        return this;
    }

    private YamlWriter member(int indent, String key, JsonValue value) {
        out.repeat(' ', indent);
        key(key, () -> out.append('\n').repeat(' ', indent));
        if (value instanceof ObjectValue object && !object.members().isEmpty()) {
            out.append('\n');
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                member(indent + 2, member.getKey(), member.getValue());
            }
        } else if (value instanceof ArrayValue array && !array.items().isEmpty()) {
            out.append('\n');
            array.items().forEach(item -> item(indent + 2, item));
        } else {
            out.append(' ');
            inline(value);
            out.append('\n');
        }
        return this;
    }

    /** A key and its colon. One that is long when it is written must say that it is a key. */
    private void key(String key, Runnable breakLine) {
        int start = out.length();
        text(key);
        if (out.length() - start > MAX_PLAIN_KEY) {
            out.insert(start, "? ");
            breakLine.run();
        }
        out.append(':');
    }

    private void item(int indent, JsonValue item) {
        out.repeat(' ', indent).append("- ");
        inline(item);
        out.append('\n');
    }

    /** On one line, in the flow style where it has parts. */
    private void inline(JsonValue value) {
        if (value instanceof StringValue string) {
            text(string.text());
        } else if (value instanceof NumberValue number) {
            out.append(YamlNumber.write(number));
        } else if (value instanceof BooleanValue bool) {
            out.append(bool.value());
        } else if (value instanceof ObjectValue object) {
            String separator = "{";
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                out.append(separator);
                key(member.getKey(), () -> out.append(' '));
                out.append(' ');
                inline(member.getValue());
                separator = ", ";
            }
            out.append(object.members().isEmpty() ? "{}" : "}");
        } else if (value instanceof ArrayValue array) {
            String separator = "[";
            for (JsonValue item : array.items()) {
                out.append(separator);
                inline(item);
                separator = ", ";
            }
            out.append(array.items().isEmpty() ? "[]" : "]");
        } else {
            out.append("null");
        }
    }

    private void text(String text) {
        if (isWord(text)) {
            out.append(text);
            return;
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            quoted(text.charAt(i));
        }
        out.append('"');
    }

    static boolean isWord(String text) {
        if (text.isEmpty() || NO_TEXTS.contains(text)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c == '_' || (c >= 'a' && c <= 'z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && (i == 0 || !digit)) {
                return false;
            }
        }
        return true;
    }

    private void quoted(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPrintable(c)) {
                    out.append(c);
                } else {
                    String hex = Integer.toHexString(c);
                    out.append("\\u").repeat('0', 4 - hex.length()).append(hex);
                }
            }
        }
    }

    static boolean isPrintable(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isPrintable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isPrintable(char c) {
        return (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF && c < 0xFFFE);
    }

    /** What was added. */
    @Override
    public String toString() {
        return out.toString();
    }
}
