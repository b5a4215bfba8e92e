package dev.candor.ingestion;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.ValueScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Takes one JSON text apart into rows without holding it in memory: the items of an array, or the one value that it is.
 * What is between the items is checked, the items themselves are left to who reads them.
 */
final class ArrayScanner {
    /** Takes the rows in order. The bytes are valid only during the call. */
    interface Visitor {
        /** The item of that number, counted from 1: {@code bytes[from, to)}, or its beginning when it is too long. */
        void item(long number, byte[] bytes, int from, int to, boolean tooLong) throws IOException;
    }

    private final ValueScanner values;
    private final Visitor visitor;
    private final Supplier<String> name = this::name;
    private long number;

    private ArrayScanner(InputStream in, Visitor visitor) throws IOException {
        this.values = new ValueScanner(in, LineScanner.MAX_LINE_BYTES);
        this.visitor = visitor;
    }

    /**
     * Visits the rows of a JSON text.
     *
     * @return whether it is an array
     * @throws BrokenTextException when the text is no array of JSON values
     */
    static boolean scan(InputStream in, Visitor visitor) throws IOException, BrokenTextException {
        return new ArrayScanner(in, visitor).scan();
    }

    private boolean scan() throws IOException, BrokenTextException {
        int first = values.next();
        if (first < 0) {
            throw values.broken("expected a JSON object or an array of them, found nothing");
        }
        if (first != '[') {
            values.rest(first);
            visit();
            return false;
        }
        int c = values.next();
        if (c != ']') {
            items(c);
        }
        int behind = values.next();
        if (behind >= 0) {
            throw values.broken("text follows the end of the array");
        }
        return true;
    }

    private void items(int first) throws IOException, BrokenTextException {
        int c = first;
        while (true) {
            int behind = values.value(c, ']', name);
            visit();
            if (behind == ']') {
                return;
            }
            if (behind != ',') {
                throw values.broken(behind < 0 ? "the array has no end" : "expected ',' or ']' behind item " + number);
            }
            c = values.next();
        }
    }

    private void visit() throws IOException {
        visitor.item(++number, values.bytes(), 0, values.length(), values.isTooLong());
    }

    private String name() {
        return "item " + (number + 1);
    }
}
