package dev.candor.foundation.json;

import java.nio.charset.StandardCharsets;

/** Finds the end of a JSON number and remembers where it stands. */
final class NumberScanner {
    static final int MAX_LENGTH = 128;
    private static final int MAX_EXPONENT_DIGITS = 4;

    private byte[] bytes = {};
    private int start;
    private int from;
    private int to;
    private boolean plainInteger;

    /** Whether the whole text is one number within the bounds. */
    static boolean isNumber(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return bytes.length > 0 && new NumberScanner().scan(bytes, 0, bytes.length, 0) == bytes.length;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean plainInteger() {
        return plainInteger;
    }

    /** Returns the offset behind the number that begins at {@code at}; faults count from {@code sliceStart}. */
    int scan(byte[] bytes, int at, int end, int sliceStart) {
        this.bytes = bytes;
        this.start = sliceStart;
        this.from = at;
        int i = bytes[at] == '-' ? at + 1 : at;
        if (i < end && bytes[i] == '0') {
            i++;
            if (i < end && isDigit(bytes[i])) {
                throw fault(i, "a number must not begin with 0 and another digit");
            }
        } else {
            i = digits(i, end);
        }
        plainInteger = true;
        if (i < end && bytes[i] == '.') {
            plainInteger = false;
            i = digits(i + 1, end);
        }
        if (i < end && (bytes[i] == 'e' || bytes[i] == 'E')) {
            plainInteger = false;
            i++;
            if (i < end && (bytes[i] == '+' || bytes[i] == '-')) {
                i++;
            }
            int exponent = i;
            i = digits(i, end);
            if (i - exponent > MAX_EXPONENT_DIGITS) {
                throw fault(exponent, "the exponent of a number has more than " + MAX_EXPONENT_DIGITS + " digits");
            }
        }
        if (i - at > MAX_LENGTH) {
            throw fault(at, "a number is longer than " + MAX_LENGTH + " characters");
        }
        to = i;
        return i;
    }

    private int digits(int at, int end) {
        int i = at;
        while (i < end && isDigit(bytes[i])) {
            i++;
        }
        if (i == at) {
            throw fault(at, "a number misses a digit");
        }
        return i;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private JsonSyntaxException fault(int where, String sentence) {
        return new JsonSyntaxException(where - start, sentence);
    }
}
