package dev.candor.foundation.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the end of a JSON string, proves it is well-formed UTF-8, and hands out its text when asked. */
final class StringScanner {
    private byte[] source = {};
    private int sliceStart;
    private byte[] bytes = {};
    private int from;
    private int to;
    private int hash;

    /** The bytes in which the unescaped text stands, from {@link #from()} to {@link #to()}. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    int hash() {
        return hash;
    }

    String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    boolean matches(byte[] utf8) {
        return matches(utf8, 0, utf8.length);
    }

    boolean matches(byte[] other, int otherFrom, int otherTo) {
        return Arrays.equals(bytes, from, to, other, otherFrom, otherTo);
    }

    int codePoints() {
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
            if (b == '\\') {
                return scanEscaped(at, i, end);
            }
            if (b >= 0x20) {
                h = 31 * h + b;
                i++;
            } else {
                int next = other(i, end);
                for (; i < next; i++) {
                    h = 31 * h + source[i];
                }
            }
        }
        throw fault(at - 1, "a string is not closed");
    }

    private int scanEscaped(int at, int firstEscape, int end) {
        ByteArrayOutputStream unescaped = new ByteArrayOutputStream(2 * (firstEscape - at) + 16);
        unescaped.write(source, at, firstEscape - at);
        int i = firstEscape;
        while (i < end) {
            byte b = source[i];
            if (b == '"') {
                bytes = unescaped.toByteArray();
                from = 0;
                to = bytes.length;
                hash = JsonReader.hash(bytes);
                return i + 1;
            }
            if (b == '\\') {
                i = unescape(i, end, unescaped);
            } else {
                int next = b >= 0x20 ? i + 1 : other(i, end);
                unescaped.write(source, i, next - i);
                i = next;
            }
        }
        throw fault(at - 1, "a string is not closed");
    }

    private int unescape(int backslash, int end, ByteArrayOutputStream out) {
        int c = backslash + 1 < end ? source[backslash + 1] : -1;
        switch (c) {
            case '"', '\\', '/' -> out.write(c);
            case 'b' -> out.write('\b');
            case 'f' -> out.write('\f');
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case 't' -> out.write('\t');
            case 'u' -> {
                return unicode(backslash, end, out);
            }
            default -> throw fault(backslash, "a backslash in a string starts no known escape");
        }
        return backslash + 2;
    }

    private int unicode(int backslash, int end, ByteArrayOutputStream out) {
        int unit = hex(backslash, end);
        int next = backslash + 6;
        int point = unit;
        if (Character.isSurrogate((char) unit)) {
            boolean pair = Character.isHighSurrogate((char) unit)
                    && next + 1 < end
                    && source[next] == '\\'
                    && source[next + 1] == 'u';
            int low = pair ? hex(next, end) : 0;
            if (!Character.isLowSurrogate((char) low)) {
                throw fault(backslash, "a string holds half of a surrogate pair, which UTF-8 cannot express");
            }
            point = Character.toCodePoint((char) unit, (char) low);
            next += 6;
        }
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        return next;
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
