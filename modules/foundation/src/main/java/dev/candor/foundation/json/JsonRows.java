package dev.candor.foundation.json;

import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes a stream apart into rows without holding it in memory. What is between rows is checked, the rows themselves are
 * left to the caller. When the stream cannot be read or understood to its end, the rows before that come first. A byte
 * order mark at the beginning is passed over.
 */
public sealed interface JsonRows permits LineRows, ValueRows {
    /** What a text was found to be. */
    enum Form {
        /** A row a line. */
        LINES,
        /** A row an item. */
        ARRAY,
        /** Each JSON value is a row, over as many lines as it takes. */
        DOCUMENTS
    }

    /** The rows of a stream, which is read no further than is needed to tell their form. */
    static JsonRows over(InputStream in, RowFormat format) {
        return switch (format) {
            case NDJSON -> new LineRows(in, available(in));
            case JSON -> ValueRows.ofOneText(in, available(in));
            case AUTO -> {
                LookAhead ahead = new LookAhead(in);
                yield switch (ahead.form()) {
                    case LINES -> new LineRows(ahead, Integer.MAX_VALUE);
                    case ARRAY -> ValueRows.ofOneText(ahead, Integer.MAX_VALUE);
                    case DOCUMENTS -> ValueRows.ofDocuments(ahead);
                };
            }
        };
    }

    private static int available(InputStream in) {
        try {
            return in.available();
        } catch (IOException whatReadingTells) {
            return 0;
        }
    }

    /**
     * Goes on to the next row, and waits for it.
     *
     * @return whether there is one
     * @throws BrokenTextException when an array or a document is broken, and what follows cannot be told
     */
    default boolean next() throws IOException {
        return next(true);
    }

    /** Goes on to the next row as {@link #next()} does, and waits for it or takes only what needs no waiting. */
    boolean next(boolean waiting) throws IOException;

    /** The line of the row, or which item or document it is, counted from 1. */
    long number();

    /** The bytes that the row is among, from {@link #from()} to {@link #to()}; until the next one is asked for. */
    byte[] bytes();

    /** Where the row begins in {@link #bytes()}. */
    int from();

    /** Where it ends. */
    int to();

    /** Whether the row has more than {@value LineScanner#MAX_LINE_BYTES} bytes and this is its beginning. */
    boolean isTooLong();

    /** What the text was found to be, once there is a row. */
    Form form();

    /** Whether the stream was read to its end: nothing follows the row. */
    boolean isAtEnd();
}
