package dev.candor.foundation.json;

import dev.candor.foundation.json.JsonRows.Form;

/**
 * Tells the form of rows by the beginning of a text: {@code [} begins an array. An object that is complete at the end of
 * its line is a row of lines. One that is not is a document when the next line can continue it, else a torn line.
 */
final class FormDetector {
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private enum At {
        START,
        OBJECT,
        STRING,
        ESCAPE,
        NEXT_LINE,
        DECIDED
    }

    private At at = At.START;
    private Form form = Form.LINES;
    private int marked;
    private int depth;
    /** The lowest bit tells whether the innermost open bracket is one of an object, the next one of what is around it. */
    private long objects;

    private int last;

    boolean isDecided() {
        return at == At.DECIDED;
    }

    /** The form, as far as could be seen. */
    Form form() {
        return form;
    }

    /** Looks at the next byte. */
    void take(int c) {
        switch (at) {
            case START -> start(c);
            case OBJECT -> object(c);
            case STRING -> string(c);
            case ESCAPE -> at = At.STRING;
            case NEXT_LINE -> nextLine(c);
            case DECIDED -> {}
        }
    }

    private void start(int c) {
        if (marked < BYTE_ORDER_MARK.length && c == BYTE_ORDER_MARK[marked]) {
            marked++;
        } else if (c == '{') {
            at = At.OBJECT;
            object(c);
        } else if (!isSpace(c)) {
            decide(c == '[' ? Form.ARRAY : Form.LINES);
        }
    }

    private void object(int c) {
        if (c == '\n') {
            at = At.NEXT_LINE;
            return;
        }
        if (isSpace(c)) {
            return;
        }
        last = c;
        if (c == '"') {
            at = At.STRING;
        } else if (c == '{' || c == '[') {
            depth++;
            objects = objects << 1 | (c == '{' ? 1 : 0);
        } else if (c == '}' || c == ']') {
            depth--;
            objects >>>= 1;
            if (depth == 0) {
                decide(Form.LINES);
            }
        }
    }

    private void string(int c) {
        if (c == '\n') {
            // no string goes over the end of a line
            decide(Form.LINES);
        } else if (c == '\\') {
            at = At.ESCAPE;
        } else if (c == '"') {
            at = At.OBJECT;
        }
    }

    private void nextLine(int c) {
        if (!isSpace(c)) {
            decide(continues(c) ? Form.DOCUMENTS : Form.LINES);
        }
    }

    /** Whether a byte may follow what the first line ended with. */
    private boolean continues(int c) {
        boolean inObject = (objects & 1) == 1;
        return switch (last) {
            case '{' -> c == '"' || c == '}';
            case ',' -> inObject ? c == '"' : beginsValue(c);
            case '[' -> c == ']' || beginsValue(c);
            case ':' -> beginsValue(c);
            default -> c == ',' || c == ':' || c == '}' || c == ']';
        };
    }

    private static boolean beginsValue(int c) {
        return c == '"'
                || c == '{'
                || c == '['
                || c == '-'
                || (c >= '0' && c <= '9')
                || c == 't'
                || c == 'f'
                || c == 'n';
    }

    private void decide(Form found) {
        form = found;
        at = At.DECIDED;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
