package dev.candor.ingestion;

import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Takes one JSON text apart into rows without holding it in memory: the items of an array, or the one value that it is.
 * What is between the items is checked, the items themselves are left to who reads them.
 */
final class ArrayScanner {
    private static final int LEAST_BYTES = 1 << 10;
    private static final int MOST_CHUNK_BYTES = 1 << 14;
    private static final int MOST = LineScanner.MAX_LINE_BYTES;

    /** Takes the rows in order. The bytes are valid only during the call. */
    interface Visitor {
        /** The item of that number, counted from 1: {@code bytes[from, to)}, or its beginning when it is too long. */
        void item(long number, byte[] bytes, int from, int to, boolean tooLong) throws IOException;
    }

    /** The text is no array of JSON values. The message says where and why. */
    static final class BrokenTextException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenTextException(String sentence) {
            super(sentence);
        }
    }

    private final InputStream in;
    private final Visitor visitor;
    private final byte[] chunk;
    private int at;
    private int filled;
    private long offset;
    private byte[] item = new byte[LEAST_BYTES];
    private int length;
    private long number;

    private ArrayScanner(InputStream in, Visitor visitor) throws IOException {
        this.in = in;
        this.chunk = new byte[Math.clamp(in.available(), LEAST_BYTES, MOST_CHUNK_BYTES)];
        this.visitor = visitor;
    }

    /**
     * Visits the rows of a JSON text.
     *
     * @return whether it is an array
     */
    static boolean scan(InputStream in, Visitor visitor) throws IOException, BrokenTextException {
        return new ArrayScanner(in, visitor).scan();
    }

    private boolean scan() throws IOException, BrokenTextException {
        int first = nextBehindSpace();
        if (first < 0) {
            throw broken("expected a JSON object or an array of them, found nothing");
        }
        if (first != '[') {
            single(first);
            return false;
        }
        int c = nextBehindSpace();
        if (c != ']') {
            items(c);
        }
        int behind = nextBehindSpace();
        if (behind >= 0) {
            throw broken("text follows the end of the array");
        }
        return true;
    }

    private void items(int first) throws IOException, BrokenTextException {
        int c = first;
        while (true) {
            begin();
            int behind = c == '{' || c == '[' ? nested(c) : scalar(c);
            visitor.item(++number, item, 0, Math.min(length, MOST), length > MOST);
            if (behind == ']') {
                return;
            }
            if (behind != ',') {
                throw broken(behind < 0 ? "the array has no end" : "expected ',' or ']' behind item " + number);
            }
            c = nextBehindSpace();
        }
    }

    /** One value is the whole text, however it is written. */
    private void single(int first) throws IOException {
        begin();
        for (int c = first; c >= 0; c = next()) {
            keep(c);
        }
        visitor.item(1, item, 0, Math.min(length, MOST), length > MOST);
    }

    /** Keeps an object or an array up to its end; returns what follows. */
    private int nested(int first) throws IOException, BrokenTextException {
        int depth = 0;
        for (int c = first; ; c = next()) {
            if (c < 0) {
                throw broken("item " + (number + 1) + " has no end");
            }
            keep(c);
            if (c == '"') {
                string();
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth == 0) {
                return nextBehindSpace();
            }
        }
    }

    /** Keeps a string behind its first quote, up to its last. */
    private void string() throws IOException, BrokenTextException {
        boolean escaped = false;
        for (int c = next(); c >= 0; c = next()) {
            keep(c);
            if (c == '"' && !escaped) {
                return;
            }
            escaped = c == '\\' && !escaped;
        }
        throw broken("a string of item " + (number + 1) + " has no end");
    }

    /** Keeps a value that is not made of others; returns what follows. */
    private int scalar(int first) throws IOException, BrokenTextException {
        if (first < 0 || first == ',' || first == ']' || first == '}') {
            throw broken("expected a JSON value as item " + (number + 1));
        }
        int c = first;
        while (c >= 0 && c != ',' && c != ']' && !isSpace(c)) {
            keep(c);
            if (c == '"') {
                string();
            }
            c = next();
        }
        return isSpace(c) ? nextBehindSpace() : c;
    }

    private void begin() {
        length = 0;
    }

    /** Keeps a byte of the item; one behind the bound is enough to know that it is too long. */
    private void keep(int c) {
        if (length > MOST) {
            return;
        }
        if (length == item.length) {
            item = Arrays.copyOf(item, Math.min(4 * length, MOST + 1));
        }
        item[length++] = (byte) c;
    }

    private int next() throws IOException {
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

    private int nextBehindSpace() throws IOException {
        int c = next();
        if (offset == 1 && c == 0xEF && next() == 0xBB && next() == 0xBF) {
            c = next();
        }
        while (isSpace(c)) {
            c = next();
        }
        return c;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private BrokenTextException broken(String sentence) {
        return new BrokenTextException(sentence + " (byte " + (offset + 1) + ")");
    }
}
