package dev.candor.agents.internal.otlp;

import dev.candor.foundation.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string, left where it stands in the request until somebody asks for it: what nobody reads costs no memory, and a long
 * one can be read at its beginning only. Bytes that are no UTF-8, which protobuf lets through, become U+FFFD.
 */
public final class Text implements Value {
    /** No text. */
    public static final Text EMPTY = new Text(new byte[0], 0, 0, false);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean escaped;

    /** The bytes of a text, or, if it is written with the escapes of JSON, of the quotes and what is between them. */
    Text(byte[] bytes, int from, int to, boolean escaped) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.escaped = escaped;
    }

    @Override
    public String text() {
        return escaped
                ? JsonReader.text(bytes, from, to, Integer.MAX_VALUE)
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** As many of the first characters as take at most {@code maxBytes} of UTF-8. */
    public String head(int maxBytes) {
        if (escaped) {
            return JsonReader.text(bytes, from, to, maxBytes);
        }
        if (to - from <= maxBytes) {
            return text();
        }
        int end = from + maxBytes;
        while (end > from && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /** Whether this is the text, which is found out without a copy. */
    public boolean is(String other) {
        if (escaped) {
            return text().equals(other);
        }
        int length = other.length();
        for (int i = 0; i < length; i++) {
            char c = other.charAt(i);
            if (c >= 0x80) {
                return text().equals(other);
            }
            if (from + i >= to || bytes[from + i] != c) {
                return false;
            }
        }
        return to - from == length;
    }

    /** Whether this has no characters. */
    public boolean isEmpty() {
        return from == to;
    }

    /** How many bytes of the request it takes. */
    public int length() {
        return to - from;
    }

    /** Whether it is bytes in base 64, of either alphabet, padded or not. */
    boolean isBase64() {
        int end = to;
        while (end > from && to - end < 2 && bytes[end - 1] == '=') {
            end--;
        }
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            boolean known = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
            if (!known && b != '+' && b != '/' && b != '-' && b != '_') {
                return false;
            }
        }
        return (end - from) % 4 != 1;
    }

    /** A copy of the bytes as they stand in the request. */
    byte[] bytes() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Says nothing of the text, which may be content that must get into no message. */
    @Override
    public String toString() {
        return "text of " + length() + " bytes";
    }
}
