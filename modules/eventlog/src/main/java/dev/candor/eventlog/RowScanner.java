package dev.candor.eventlog;

import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Walks through the lines of a part in one buffer, and says where each stands. What has no newline is no line yet. */
final class RowScanner {
    /** Takes the lines in order. */
    interface Visitor {
        /** One line, {@code bytes[from, to)} without its newline, which begins at an offset of the part. */
        void line(long offset, byte[] bytes, int from, int to) throws IOException;

        /**
         * A line that is longer than a row can be.
         *
         * @param length of all of it without its newline
         * @param bytes {@code bytes[from, to)} is what is in memory of its end
         */
        void overlong(long offset, long length, byte[] bytes, int from, int to) throws IOException;
    }

    private static final int FIRST_BUFFER_BYTES = 1 << 16;
    private static final int MAX_BYTES = LineScanner.MAX_LINE_BYTES + 1;

    private final InputStream in;
    private final Visitor visitor;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int filled;
    private long lineBegin;
    private long passedOver;

    private RowScanner(InputStream in, long from, Visitor visitor) {
        this.in = in;
        this.lineBegin = from;
        this.visitor = visitor;
    }

    /**
     * Where a walk ended.
     *
     * @param end the offset behind the last line
     * @param unfinished how many bytes stand behind it
     */
    record Outcome(long end, long unfinished) {}

    /** Visits the lines of a stream, which begins at an offset of the part. */
    static Outcome scan(InputStream in, long from, Visitor visitor) throws IOException {
        return new RowScanner(in, from, visitor).scan();
    }

    private Outcome scan() throws IOException {
        int searched = 0;
        while (true) {
            if (filled == buffer.length) {
                makeRoom();
            }
            searched = Math.min(searched, filled);
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                return new Outcome(lineBegin, passedOver + filled);
            }
            filled += count;
            int from = 0;
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    finish(from, i);
                    from = i + 1;
                }
            }
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            searched = filled;
        }
    }

    private void makeRoom() {
        if (buffer.length < MAX_BYTES) {
            buffer = Arrays.copyOf(buffer, Math.min(4 * buffer.length, MAX_BYTES));
        } else {
            passedOver += filled;
            filled = 0;
        }
    }

    private void finish(int from, int to) throws IOException {
        long length = passedOver + to - from;
        if (length > LineScanner.MAX_LINE_BYTES) {
            visitor.overlong(lineBegin, length, buffer, from, to);
        } else {
            visitor.line(lineBegin, buffer, from, to);
        }
        passedOver = 0;
        lineBegin += length + 1;
    }
}
