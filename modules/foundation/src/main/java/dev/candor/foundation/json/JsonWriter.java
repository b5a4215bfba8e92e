package dev.candor.foundation.json;

import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Canonical JSON text: names sorted by UTF-16 code unit, the same value always the same characters. Characters
 * outside ASCII are written as they are; control characters are escaped, the usual ones by their short form, and so are
 * U+0085, U+2028 and U+2029, because readers in other languages split lines there.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);
    private final boolean indented;
    private int level;

    private JsonWriter(boolean indented) {
        this.indented = indented;
    }

    /** On one line, without spaces. */
    public static String compact(JsonValue value) {
        return new JsonWriter(false).write(value).toString();
    }

    /** Over several lines, two spaces a level, for people to read. No newline at the end. */
    public static String indented(JsonValue value) {
        return new JsonWriter(true).write(value).toString();
    }

    /** A chain, not a pattern switch: a switch's bootstrap would cost every wrapped command some milliseconds. */
    private StringBuilder write(JsonValue value) {
        if (value instanceof StringValue string) {
            string(string.text());
        } else if (value instanceof NumberValue number) {
            out.append(number.text());
        } else if (value instanceof ObjectValue object) {
            object(object);
        } else if (value instanceof ArrayValue array) {
            array(array);
        } else if (value instanceof BooleanValue bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
        return out;
    }

    private void object(ObjectValue object) {
        out.append('{');
        level++;
        Iterator<Map.Entry<String, JsonValue>> members =
                sorted(object.members()).entrySet().iterator();
        boolean any = members.hasNext();
        while (members.hasNext()) {
            Map.Entry<String, JsonValue> member = members.next();
            newLine();
            string(member.getKey());
            out.append(indented ? ": " : ":");
            write(member.getValue());
            if (members.hasNext()) {
                out.append(',');
            }
        }
        close(any, '}');
    }

    /** Most objects were read from, or built for, canonical text, and are in its order already. */
    private static Map<String, JsonValue> sorted(Map<String, JsonValue> members) {
        String last = "";
        for (String name : members.keySet()) {
            if (name.compareTo(last) < 0) {
                return new TreeMap<>(members);
            }
            last = name;
        }
        return members;
    }

    private void array(ArrayValue array) {
        out.append('[');
        level++;
        Iterator<JsonValue> items = array.items().iterator();
        boolean any = items.hasNext();
        while (items.hasNext()) {
            newLine();
            write(items.next());
            if (items.hasNext()) {
                out.append(',');
            }
        }
        close(any, ']');
    }

    private void close(boolean any, char bracket) {
        level--;
        if (any) {
            newLine();
        }
        out.append(bracket);
    }

    private void newLine() {
        if (indented) {
            out.append('\n').repeat("  ", level);
        }
    }

    /** Copies what needs no escape in one go, which is nearly always the whole text. */
    private void string(String text) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || isLineEnd(c)) {
                out.append(text, copied, i);
                escape(c);
                copied = i + 1;
            }
        }
        if (copied == 0) {
            out.append(text);
        } else {
            out.append(text, copied, text.length());
        }
        out.append('"');
    }

    private static boolean isLineEnd(char c) {
        return c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append(c > 0xFF ? "\\u20" : "\\u00")
                        .append(HEX.charAt((c >> 4) & 15))
                        .append(HEX.charAt(c & 15));
        }
    }
}
