package dev.candor.foundation.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the end of a JSON string, proves it is well-formed UTF-8, and hands out its text when asked. A string with
 * escapes is copied only then, so that a long one costs nothing where nobody reads it.
 */
final class StringScanner {
    private byte[] source = {};
    private int sliceStart;
    private byte[] bytes = {};
    private int from;
    private int to;
    private int hash;
    /** Whether the bytes are still those of the source, with escapes. */
    private boolean escaped;

    private boolean plain = true;

    private int behindEscape;

    /** The bytes in which the unescaped text stands, from {@link #from()} to {@link #to()}. */
    byte[] bytes() {
        unescape();
        return bytes;
    }

    int from() {
        unescape();
        return from;
    }

    int to() {
        unescape();
        return to;
    }

    int hash() {
        unescape();
        return hash;
    }

    /** Whether it was written without escapes. */
    boolean isPlain() {
        return plain;
    }

    String text() {
        return text(Integer.MAX_VALUE);
    }

    /** The text, or as many of its first characters as take at most so many bytes of UTF-8. */
    String text(int maxBytes) {
        byte[] head = bytes;
        int start = from;
        int stop = to;
        if (escaped) {
            head = unescaped(maxBytes);
            start = 0;
            stop = head.length;
        }
        if (stop - start > maxBytes) {
            stop = start + maxBytes;
            while (stop > start && (head[stop] & 0xC0) == 0x80) {
                stop--;
            }
        }
        return new String(head, start, stop - start, StandardCharsets.UTF_8);
    }

    boolean matches(byte[] utf8) {
        return matches(utf8, 0, utf8.length);
    }

    boolean matches(byte[] other, int otherFrom, int otherTo) {
        unescape();
        return Arrays.equals(bytes, from, to, other, otherFrom, otherTo);
    }

    int codePoints() {
        unescape();
        int points = 0;
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                points++;
            }
        }
        return points;
    }

    /** Returns the offset behind the closing quote; {@code at} is the offset behind the opening one. */
    int scan(byte[] source, int at, int end, int sliceStart) {
        this.source = source;
        this.sliceStart = sliceStart;
        escaped = false;
        plain = true;
        int h = 0;
        int i = at;
        while (i < end) {
            byte b = source[i];
            if (b == '"') {
                bytes = source;
                from = at;
                to = i;
                hash = h;
                return i + 1;
            }
            if (b >= 0x20 && b != '\\') {
                h = 31 * h + b;
                i++;
            } else if (b == '\\') {
                escaped = true;
                plain = false;
                escape(i, end);
                i = behindEscape;
            } else {
                int next = other(i, end);
                for (; i < next; i++) {
                    h = 31 * h + source[i];
                }
            }
        }
        throw fault(at - 1, "a string is not closed");
    }

    private void unescape() {
        if (escaped) {
            bytes = unescaped(Integer.MAX_VALUE);
            from = 0;
            to = bytes.length;
            hash = JsonReader.hash(bytes);
            escaped = false;
        }
    }

    /** The bytes without escapes: all, or some more than so many. */
    private byte[] unescaped(int enough) {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(to - from, enough + 4L));
        int i = from;
        while (i < to && out.size() <= enough) {
            int run = i;
            while (run < to && source[run] != '\\' && run - i <= enough) {
                run++;
            }
            out.write(source, i, run - i);
            i = run;
            if (run < to && source[run] == '\\') {
                int point = escape(run, to);
                if (point < 0x80) {
                    out.write(point);
                } else {
                    out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                }
                i = behindEscape;
            }
        }
        return out.toByteArray();
    }

    /** The character of an escape; {@link #behindEscape} is the offset behind it. */
    private int escape(int backslash, int end) {
        int c = backslash + 1 < end ? source[backslash + 1] : -1;
        behindEscape = backslash + 2;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(backslash, end);
            default -> throw fault(backslash, "a backslash in a string starts no known escape");
        };
    }

    private int unicode(int backslash, int end) {
        int unit = hex(backslash, end);
        int next = backslash + 6;
        behindEscape = next;
        if (!Character.isSurrogate((char) unit)) {
            return unit;
        }
        boolean pair = Character.isHighSurrogate((char) unit)
                && next + 1 < end
                && source[next] == '\\'
                && source[next + 1] == 'u';
        int low = pair ? hex(next, end) : 0;
        if (!Character.isLowSurrogate((char) low)) {
            throw fault(backslash, "a string holds half of a surrogate pair, which UTF-8 cannot express");
        }
        behindEscape = next + 6;
        return Character.toCodePoint((char) unit, (char) low);
    }

    private int hex(int backslash, int end) {
        int value = 0;
        for (int i = backslash + 2; i < backslash + 6; i++) {
            int digit = i < end ? Character.digit(source[i], 16) : -1;
            if (digit < 0) {
                throw fault(backslash, "\\u in a string needs four hexadecimal digits");
            }
            value = 16 * value + digit;
        }
        return value;
    }

    /** Checks the control or multi-byte character at {@code i} and returns the offset behind it. */
    private int other(int i, int end) {
        int lead = source[i] & 0xFF;
        if (lead < 0x20) {
            throw fault(i, "a string holds the control character 0x" + Integer.toHexString(lead) + " unescaped");
        }
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        boolean valid = lead >= 0xC2 && lead <= 0xF4 && i + length <= end && secondFits(lead, source[i + 1] & 0xFF);
        for (int k = i + 2; valid && k < i + length; k++) {
            valid = (source[k] & 0xC0) == 0x80;
        }
        if (!valid) {
            throw fault(i, "a string is not valid UTF-8");
        }
        return i + length;
    }

    private static boolean secondFits(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> (second & 0xC0) == 0x80;
        };
    }

    private JsonSyntaxException fault(int where, String sentence) {
        return new JsonSyntaxException(where - sliceStart, sentence);
    }
}
