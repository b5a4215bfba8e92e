package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link YamlWriter} wrote on one line: words, quoted texts, numbers and empty collections. */
final class WrittenScalar {
    static final JsonValue NULL = new NullValue();
    static final JsonValue EMPTY_OBJECT = new ObjectValue(Map.of());
    private static final JsonValue EMPTY_ARRAY = JsonValue.of(List.of());
    private static final int MAX_NUMBER = 64;
    private static final char INVALID = '\uFFFD';

    private WrittenScalar() {}

    /** The value; null when the writer does not write it so. */
    static @Nullable JsonValue value(String line) {
        return switch (line) {
            case "" -> null;
            case "null" -> NULL;
            case "[]" -> EMPTY_ARRAY;
            case "{}" -> EMPTY_OBJECT;
            case "true" -> new BooleanValue(true);
            case "false" -> new BooleanValue(false);
            default -> {
                if (isNumber(line)) {
                    yield new NumberValue(line);
                }
                String text = text(line);
                yield text == null ? null : JsonValue.of(text);
            }
        };
    }

    private static boolean isNumber(String line) {
        int start = line.charAt(0) == '-' ? 1 : 0;
        int whole = digits(line, start);
        boolean zero = line.startsWith("0", start);
        if (whole == start || (zero && whole > start + 1) || line.length() > MAX_NUMBER) {
            return false;
        }
        return whole == line.length()
                || (line.charAt(whole) == '.' && whole + 1 < line.length() && digits(line, whole + 1) == line.length());
    }

    /** The place after the digits that begin at a place. */
    private static int digits(String line, int from) {
        int end = from;
        while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** The place after the closing quote of the text that opens at a place; negative when it does not end. */
    static int endOfQuotes(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                return i + 1;
            }
            i += text.charAt(i) == '\\' ? 1 : 0;
        }
        return -1;
    }

    /** What a word or a quoted text says; null when the writer does not write it so. */
    static @Nullable String text(String written) {
        if (!written.startsWith("\"")) {
            return YamlWriter.isWord(written) ? written : null;
        }
        int end = written.length() - 1;
        if (endOfQuotes(written, 0) != end + 1) {
            return null;
        }
        if (written.indexOf('\\') < 0) {
            return YamlWriter.isPrintable(written, 1, end) ? written.substring(1, end) : null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < end; i++) {
            char c = written.charAt(i);
            boolean escape = c == '\\';
            if (escape) {
                c = escaped(written, ++i);
                i += written.charAt(i) == 'u' ? 4 : 0;
            }
            if (escape ? c == INVALID : !YamlWriter.isPrintable(c)) {
                return null;
            }
            text.append(c);
        }
        return text.toString();
    }

    /** The character that an escape stands for; {@link #INVALID} for one that the writer does not write. */
    private static char escaped(String written, int at) {
        char c = written.charAt(at);
        return switch (c) {
            case '"', '\\' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(written, at + 1);
            default -> INVALID;
        };
    }

    private static char unicode(String written, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < written.length() ? Character.digit(written.charAt(i), 16) : -1;
            if (digit < 0) {
                return INVALID;
            }
            value = value * 16 + digit;
        }
        return YamlWriter.isPrintable((char) value) ? INVALID : (char) value;
    }
}
