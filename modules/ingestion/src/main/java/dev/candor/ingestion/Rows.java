package dev.candor.ingestion;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows, one after the other in one array of bytes, until there are enough of them to be worked on at once. */
final class Rows {
    private static final int MAX_ROWS = 1000;
    private static final int MAX_BYTES = 1 << 18;
    private static final int FIRST_ROWS = 8;

    private byte[] bytes = new byte[1 << 9];
    private int[] ends = new int[FIRST_ROWS];
    private long[] lines = new long[FIRST_ROWS];
    private boolean[] overlong = new boolean[FIRST_ROWS];
    private @Nullable JsonValue[] values = new JsonValue[FIRST_ROWS];
    private int count;

    boolean isFull() {
        return count == MAX_ROWS || end(count) >= MAX_BYTES;
    }

    int count() {
        return count;
    }

    /** Keeps a row: all of it, or the beginning of one that is too long. */
    void add(long line, byte[] from, int begin, int end, boolean tooLong) {
        int length = end - begin;
        int at = end(count);
        if (at + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            lines = Arrays.copyOf(lines, 2 * count);
            overlong = Arrays.copyOf(overlong, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        System.arraycopy(from, begin, bytes, at, length);
        ends[count] = at + length;
        lines[count] = line;
        overlong[count] = tooLong;
        count++;
    }

    /** Keeps a row that was parsed already; its bytes are canonical. */
    void add(long line, JsonValue value) {
        byte[] text = JsonWriter.compact(value).getBytes(StandardCharsets.UTF_8);
        boolean tooLong = text.length > LineScanner.MAX_LINE_BYTES;
        add(line, text, 0, tooLong ? LineScanner.HEAD_BYTES : text.length, tooLong);
        values[count - 1] = value;
    }

    void clear() {
        Arrays.fill(values, null);
        count = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where a row begins in {@link #bytes}. */
    int begin(int row) {
        return end(row);
    }

    /** Behind where it ends. */
    int ending(int row) {
        return ends[row];
    }

    long line(int row) {
        return lines[row];
    }

    boolean isOverlong(int row) {
        return overlong[row];
    }

    /** The row, if it was parsed when it came. */
    @Nullable
    JsonValue value(int row) {
        return values[row];
    }

    /** Where the rows before a row end. */
    private int end(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
