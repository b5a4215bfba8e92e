package dev.candor.export.internal.verify;

import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Takes a JSON text of any length apart into values without holding it in memory. It only sees where a value ends: what
 * stands between values is its caller's to check, what stands in a value is left to {@link JsonReader}. A byte order mark
 * at the very beginning is passed over.
 */
final class ValueScanner {
    private static final int MIN_BYTES = 1 << 10;
    private static final int MAX_CHUNK_BYTES = 1 << 14;
    private static final int NOTHING = -1;

    private final InputStream in;
    private final int most;
    private final byte[] chunk;
    private int at;
    private int filled;
    private long offset;
    private boolean marked;
    private byte[] kept = new byte[MIN_BYTES];
    private int length;
    private int bound;

    /**
     * A scanner at the beginning of a text.
     *
     * @param most how many bytes of a value are kept
     */
    ValueScanner(InputStream in, int most) throws IOException {
        this.in = in;
        this.most = most;
        this.chunk = new byte[Math.clamp(in.available(), MIN_BYTES, MAX_CHUNK_BYTES)];
    }

    /** The next byte that is no white space, which is read over; negative at the end. */
    int next() throws IOException {
        int c = read();
        if (offset == 1 && c == 0xEF && read() == 0xBB && read() == 0xBF) {
            marked = true;
            c = read();
        }
        while (isSpace(c)) {
            c = read();
        }
        return c;
    }

    /**
     * Keeps a value.
     *
     * @param first its first byte, which was read last
     * @param closing what ends the object or the array that it stands in
     * @param name what to call it, should it be broken
     * @return what follows it, as {@link #next()}
     */
    int value(int first, char closing, Supplier<String> name) throws IOException, BrokenTextException {
        return value(first, closing, name, most);
    }

    /** Reads over a value; see {@link #value(int, char, Supplier)}. */
    int skip(int first, char closing, Supplier<String> name) throws IOException, BrokenTextException {
        return value(first, closing, name, NOTHING);
    }

    private int value(int first, char closing, Supplier<String> name, int keeping)
            throws IOException, BrokenTextException {
        length = 0;
        bound = keeping;
        if (first == '{' || first == '[') {
            brackets(first, name);
            return next();
        }
        return scalar(first, closing, name);
    }

    /** The value last kept, from 0 to {@link #length()}; valid until the next one. */
    byte[] bytes() {
        return kept;
    }

    /** How many bytes of the value were kept. */
    int length() {
        return Math.min(length, most);
    }

    /** Whether the value last kept is longer than what was kept. */
    boolean isTooLong() {
        return length > most;
    }

    /** How many bytes of the text were read. */
    long offset() {
        return offset;
    }

    /** Whether the text begins with a byte order mark. */
    boolean hasByteOrderMark() {
        return marked;
    }

    /** The text is broken here. */
    BrokenTextException broken(String sentence) {
        return new BrokenTextException(sentence + " (byte " + (offset + 1) + ")");
    }

    private void brackets(int first, Supplier<String> name) throws IOException, BrokenTextException {
        int depth = 0;
        for (int c = first; ; c = read()) {
            if (c < 0) {
                throw broken(name.get() + " has no end");
            }
            keep(c);
            if (c == '"') {
                string(name);
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }

    /** Keeps a string behind its first quote, up to its last. */
    private void string(Supplier<String> name) throws IOException, BrokenTextException {
        boolean escaped = false;
        for (int c = read(); c >= 0; c = read()) {
            keep(c);
            if (c == '"' && !escaped) {
                return;
            }
            escaped = c == '\\' && !escaped;
        }
        throw broken("a string of " + name.get() + " has no end");
    }

    /** Keeps a value that is not made of others. */
    private int scalar(int first, char closing, Supplier<String> name) throws IOException, BrokenTextException {
        if (first < 0 || first == ',' || first == ']' || first == '}') {
            throw broken("expected a JSON value as " + name.get());
        }
        int c = first;
        while (c >= 0 && c != ',' && c != closing && !isSpace(c)) {
            keep(c);
            if (c == '"') {
                string(name);
            }
            c = read();
        }
        return isSpace(c) ? next() : c;
    }

    /** One byte behind the bound is enough to know that a value is too long. */
    private void keep(int c) {
        if (length > bound) {
            return;
        }
        if (length == kept.length) {
            kept = Arrays.copyOf(kept, Math.min(4 * length, most + 1));
        }
        kept[length++] = (byte) c;
    }

    private int read() throws IOException {
        if (at == filled) {
            filled = in.read(chunk);
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        offset++;
        return chunk[at++] & 0xFF;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
