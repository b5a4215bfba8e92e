package dev.candor.foundation.json;

import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Rows that are the items of an array, or documents. It only sees where a value ends, and goes on wherever it stopped. */
final class ValueRows implements JsonRows {
    private static final int MAX_BYTES = LineScanner.MAX_LINE_BYTES;
    private static final int MIN_BYTES = 1 << 10;
    private static final int MAX_CHUNK_BYTES = 1 << 14;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    /** What comes next. */
    private enum At {
        START,
        FIRST_ITEM,
        ITEM,
        DOCUMENT,
        IN_BRACKETS,
        IN_SCALAR,
        IN_LINE,
        IN_ONLY_TEXT,
        AFTER_ITEM,
        AFTER_ARRAY
    }

    private final Arrivals arrivals;
    private final byte[] chunk;
    private int at;
    private int filled;
    private long offset;
    private int marked;
    private boolean ended;

    private Form form;
    private At state = At.START;
    private int depth;
    private boolean quoted;
    private boolean escaped;

    private byte[] kept = new byte[MIN_BYTES];
    private int length;
    private long number;

    private ValueRows(InputStream in, int expectedBytes, Form form) {
        this.arrivals = new Arrivals(in);
        this.chunk = new byte[Math.clamp(expectedBytes, MIN_BYTES, MAX_CHUNK_BYTES)];
        this.form = form;
    }

    /** The items of an array; anything else is one row. */
    static ValueRows ofOneText(InputStream in, int expectedBytes) {
        return new ValueRows(in, expectedBytes, Form.ARRAY);
    }

    /** Documents one after the other. */
    static ValueRows ofDocuments(InputStream in) {
        return new ValueRows(in, Integer.MAX_VALUE, Form.DOCUMENTS);
    }

    @Override
    public boolean next(boolean waiting) throws IOException {
        arrivals.waiting(waiting);
        while (true) {
            while (at < filled) {
                offset++;
                if (take(chunk[at++] & 0xFF)) {
                    number++;
                    return true;
                }
            }
            int count = ended ? -1 : arrivals.read(ByteBuffer.wrap(chunk));
            if (count <= 0) {
                ended = count < 0;
                return ended && end();
            }
            at = 0;
            filled = count;
        }
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public byte[] bytes() {
        return kept;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return Math.min(length, MAX_BYTES);
    }

    @Override
    public boolean isTooLong() {
        return length > MAX_BYTES;
    }

    @Override
    public Form form() {
        return form;
    }

    @Override
    public boolean isAtEnd() {
        return arrivals.isAtEnd();
    }

    /** Takes a byte; returns whether a row ends with it. */
    private boolean take(int c) throws BrokenTextException {
        return switch (state) {
            case IN_BRACKETS -> inBrackets(c);
            case IN_SCALAR -> inScalar(c);
            case IN_LINE -> inLine(c);
            case IN_ONLY_TEXT -> keep(c);
            case START, FIRST_ITEM, ITEM, DOCUMENT, AFTER_ITEM, AFTER_ARRAY -> !isSpace(c) && between(c);
        };
    }

    private boolean between(int c) throws BrokenTextException {
        return switch (state) {
            case START -> start(c);
            case FIRST_ITEM -> c == ']' ? goOn(At.AFTER_ARRAY) : item(c);
            case ITEM -> item(c);
            case DOCUMENT -> isOpening(c) ? begin(c, At.IN_BRACKETS) : begin(c, At.IN_LINE);
            case AFTER_ITEM -> {
                if (c != ',' && c != ']') {
                    throw broken("expected ',' or ']' after item " + number);
                }
                yield goOn(c == ',' ? At.ITEM : At.AFTER_ARRAY);
            }
            case AFTER_ARRAY -> throw broken("text follows the end of the array");
            case IN_BRACKETS, IN_SCALAR, IN_LINE, IN_ONLY_TEXT ->
                throw new IllegalStateException("between rows, found " + state);
        };
    }

    private boolean start(int c) throws BrokenTextException {
        if (offset == marked + 1 && marked < BYTE_ORDER_MARK.length && c == BYTE_ORDER_MARK[marked]) {
            marked++;
            return false;
        }
        if (marked > 0 && marked < BYTE_ORDER_MARK.length) {
            // half a mark belongs to the text, and nothing that begins with it is JSON
            form = Form.DOCUMENTS;
            begin(BYTE_ORDER_MARK[0], At.IN_ONLY_TEXT);
            return keep(c);
        }
        if (form == Form.DOCUMENTS) {
            goOn(At.DOCUMENT);
            return between(c);
        }
        if (c == '[') {
            return goOn(At.FIRST_ITEM);
        }
        form = Form.DOCUMENTS;
        return begin(c, At.IN_ONLY_TEXT);
    }

    private boolean item(int c) throws BrokenTextException {
        if (c == ',' || c == ']' || c == '}') {
            throw broken("expected a JSON value as " + name());
        }
        return begin(c, isOpening(c) ? At.IN_BRACKETS : At.IN_SCALAR);
    }

    private boolean begin(int c, At in) {
        length = 0;
        depth = in == At.IN_BRACKETS ? 1 : 0;
        quoted = c == '"';
        goOn(in);
        return keep(c);
    }

    private boolean inBrackets(int c) {
        keep(c);
        if (quoted) {
            inString(c);
        } else if (c == '"') {
            quoted = true;
        } else if (isOpening(c)) {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            goOn(form == Form.ARRAY ? At.AFTER_ITEM : At.DOCUMENT);
            return true;
        }
        return false;
    }

    private void inString(int c) {
        quoted = c != '"' || escaped;
        escaped = c == '\\' && !escaped;
    }

    private boolean inScalar(int c) {
        if (quoted) {
            inString(c);
        } else if (c == ',' || c == ']' || isSpace(c)) {
            goOn(c == ',' ? At.ITEM : c == ']' ? At.AFTER_ARRAY : At.AFTER_ITEM);
            return true;
        } else {
            quoted = c == '"';
        }
        return keep(c);
    }

    private boolean inLine(int c) {
        if (c == '\n') {
            goOn(At.DOCUMENT);
            return true;
        }
        return keep(c);
    }

    /** The stream ends here; returns whether a row does. */
    private boolean end() throws BrokenTextException {
        return switch (state) {
            case START -> {
                if (form == Form.ARRAY) {
                    throw broken("expected a JSON object or an array of them, found nothing");
                }
                yield false;
            }
            case FIRST_ITEM, ITEM -> throw broken("expected a JSON value as " + name());
            case AFTER_ITEM -> throw broken("the array has no end");
            case AFTER_ARRAY, DOCUMENT -> false;
            case IN_BRACKETS -> throw endless();
            case IN_SCALAR -> {
                if (quoted) {
                    throw endless();
                }
                yield last(At.AFTER_ITEM);
            }
            case IN_LINE, IN_ONLY_TEXT -> last(At.DOCUMENT);
        };
    }

    private boolean last(At next) {
        goOn(next);
        number++;
        return true;
    }

    private BrokenTextException endless() {
        return broken((quoted ? "a string of " : "") + name() + " has no end");
    }

    private String name() {
        return (form == Form.ARRAY ? "item " : "document ") + (number + 1);
    }

    private BrokenTextException broken(String sentence) {
        return new BrokenTextException(sentence + " (byte " + (offset + 1) + ")");
    }

    /** No row ends when it goes on so. */
    private boolean goOn(At next) {
        state = next;
        return false;
    }

    /** One byte behind the bound is enough to know that a value is too long; no row ends with a byte that is kept so. */
    private boolean keep(int c) {
        if (length <= MAX_BYTES) {
            if (length == kept.length) {
                kept = Arrays.copyOf(kept, Math.min(4 * length, MAX_BYTES + 1));
            }
            kept[length++] = (byte) c;
        }
        return false;
    }

    private static boolean isOpening(int c) {
        return c == '{' || c == '[';
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
