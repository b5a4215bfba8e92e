package dev.candor.foundation.json;

import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Supplier;

/**
 * Takes a stream apart into rows without holding it in memory. What is between rows is checked, the rows themselves are
 * left to the visitor. When the stream cannot be read or understood to its end, the rows before that were visited. A byte
 * order mark at the beginning is passed over.
 */
public final class JsonRows {
    /** Takes the rows in order. The bytes are valid only during the call. */
    public interface Visitor {
        /**
         * A row: {@code bytes[from, to)}.
         *
         * @param number the line, or which item or document it is, counted from 1
         * @param tooLong whether it has more than {@value LineScanner#MAX_LINE_BYTES} bytes and this is its beginning
         */
        void row(long number, byte[] bytes, int from, int to, boolean tooLong) throws IOException;
    }

    /** What a text was found to be. */
    public enum Form {
        /** A row a line. */
        LINES,
        /** A row an item. */
        ARRAY,
        /** Each JSON value is a row, over as many lines as it takes. */
        DOCUMENTS
    }

    private final ValueScanner values;
    private final Visitor visitor;
    private final Supplier<String> name = this::name;
    private String kind = "item ";
    private long number;

    private JsonRows(InputStream in, Visitor visitor) throws IOException {
        this.values = new ValueScanner(in, LineScanner.MAX_LINE_BYTES);
        this.visitor = visitor;
    }

    /**
     * Visits all rows.
     *
     * @return what the text was found to be
     * @throws BrokenTextException when an array or a document is broken, and what follows cannot be told
     */
    public static Form scan(InputStream in, RowFormat format, Visitor visitor) throws IOException {
        return switch (format) {
            case NDJSON -> lines(in, visitor, in.available());
            case JSON -> new JsonRows(in, visitor).oneText();
            case AUTO -> {
                LookAhead ahead = new LookAhead(in);
                yield switch (ahead.form()) {
                    case LINES -> lines(ahead, visitor, Integer.MAX_VALUE);
                    case ARRAY -> new JsonRows(ahead, visitor).oneText();
                    case DOCUMENTS -> new JsonRows(ahead, visitor).documents();
                };
            }
        };
    }

    private static Form lines(InputStream in, Visitor visitor, int expectedBytes) throws IOException {
        LineScanner.scan(new Channel(in), lines(visitor), expectedBytes);
        return Form.LINES;
    }

    /** Gives the lines that are not blank to a visitor, for a caller that reads a part of a file of lines. */
    public static LineScanner.Visitor lines(Visitor visitor) {
        return new Lines(visitor);
    }

    private Form oneText() throws IOException {
        int first = values.next();
        if (first < 0) {
            throw values.broken("expected a JSON object or an array of them, found nothing");
        }
        if (first != '[') {
            values.rest(first);
            visit();
            return Form.DOCUMENTS;
        }
        int c = values.next();
        if (c != ']') {
            items(c);
        }
        int after = values.next();
        if (after >= 0) {
            throw values.broken("text follows the end of the array");
        }
        return Form.ARRAY;
    }

    private void items(int first) throws IOException {
        int c = first;
        while (true) {
            int after;
            if (c == '{' || c == '[') {
                // visited before the next byte is waited for
                values.nested(c, name);
                visit();
                after = values.next();
            } else {
                after = values.value(c, ']', name);
                visit();
            }
            if (after == ']') {
                return;
            }
            if (after != ',') {
                throw values.broken(after < 0 ? "the array has no end" : "expected ',' or ']' after item " + number);
            }
            c = values.next();
        }
    }

    private Form documents() throws IOException {
        kind = "document ";
        for (int c = values.next(); c >= 0; c = values.next()) {
            if (c == '{' || c == '[') {
                values.nested(c, name);
            } else {
                values.line(c);
            }
            visit();
        }
        return Form.DOCUMENTS;
    }

    private void visit() throws IOException {
        visitor.row(++number, values.bytes(), 0, values.length(), values.isTooLong());
    }

    private String name() {
        return kind + (number + 1);
    }

    private record Lines(Visitor visitor) implements LineScanner.Visitor {
        @Override
        public void line(long number, byte[] bytes, int from, int to) throws IOException {
            if (!LineScanner.isBlank(bytes, from, to)) {
                visitor.row(number, bytes, from, to, false);
            }
        }

        @Override
        public void overlongLine(long number) {
            throw new IllegalStateException("the line's beginning is given with its number");
        }

        @Override
        public void overlongLine(long number, byte[] bytes, int from, int to) throws IOException {
            visitor.row(number, bytes, from, to, true);
        }
    }

    /** A stream as the scanner of lines reads it, without another buffer between. */
    private record Channel(InputStream in) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            int count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
            if (count > 0) {
                into.position(into.position() + count);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // the stream is closed by its owner
        }
    }
}
