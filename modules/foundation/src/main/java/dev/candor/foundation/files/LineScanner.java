package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Walks through the lines of a stream in one buffer, whatever the stream's length. A byte order mark at its very
 * beginning is not part of the first line.
 */
public final class LineScanner {
    /** The longest line, in bytes without its newline. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    /** How much of the beginning of a longer line is told, in bytes. */
    public static final int HEAD_BYTES = 1 << 16;

    private static final int FIRST_BUFFER_BYTES = 1 << 16;
    private static final int LEAST_BUFFER_BYTES = 1 << 10;
    private static final byte[] NOTHING = {};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int LONGEST_BYTES = MAX_LINE_BYTES + BYTE_ORDER_MARK.length;

    /** Takes the lines in order. The bytes are valid only during the call. */
    public interface Visitor {
        /** One line, {@code bytes[from, to)} without its newline; numbers count from 1. */
        void line(long number, byte[] bytes, int from, int to) throws IOException;

        /** A line of more than {@value #MAX_LINE_BYTES} bytes, which is passed over. */
        void overlongLine(long number) throws IOException;

        /** The same with the line's beginning, {@code bytes[from, to)}, for who wants to keep it. */
        default void overlongLine(long number, byte[] bytes, int from, int to) throws IOException {
            overlongLine(number);
        }
    }

    private final ReadableByteChannel source;
    private final long linesBefore;
    private final Visitor visitor;
    private byte[] buffer;
    private byte[] head = NOTHING;
    private int filled;
    private long number;
    private boolean overlong;
    private boolean first;

    private LineScanner(ReadableByteChannel source, long linesBefore, Visitor visitor, int firstBytes) {
        this.buffer = new byte[firstBytes];
        this.source = source;
        this.linesBefore = linesBefore;
        this.visitor = visitor;
        this.number = linesBefore;
        this.first = linesBefore == 0;
    }

    /**
     * Visits every line from the channel's position to its end, the last one also without a newline. When the channel
     * cannot be read to its end, the lines that are whole have been visited.
     *
     * @param linesBefore how many lines stand before the channel's position
     * @return how many lines were visited
     */
    public static long scan(ReadableByteChannel source, long linesBefore, Visitor visitor) throws IOException {
        return new LineScanner(source, linesBefore, visitor, FIRST_BUFFER_BYTES).scan();
    }

    /**
     * Visits every line of a text that is about so long: a short one needs no large buffer.
     *
     * @return how many lines were visited
     */
    public static long scan(ReadableByteChannel source, Visitor visitor, int expectedBytes) throws IOException {
        int bytes = Math.clamp(expectedBytes + 1L, LEAST_BUFFER_BYTES, FIRST_BUFFER_BYTES);
        return new LineScanner(source, 0, visitor, bytes).scan();
    }

    /** Whether a line holds nothing but white space. */
    public static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private long scan() throws IOException {
        int searched = 0;
        while (true) {
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
            if (filled > LONGEST_BYTES) {
                if (!overlong) {
                    head = Arrays.copyOf(buffer, HEAD_BYTES);
                }
                overlong = true;
                filled = 0;
                searched = 0;
            }
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(4 * filled, LONGEST_BYTES + 1));
            }
            int count = fill();
            if (count < 0) {
                break;
            }
            filled += count;
        }
        finishLast();
        return number - linesBefore;
    }

    private int fill() throws IOException {
        try {
            return source.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
        } catch (TrailingBytesException e) {
            finishLast();
            throw e;
        }
    }

    private void finishLast() throws IOException {
        if (filled > 0 || overlong) {
            finish(0, filled);
        }
    }

    private void finish(int from, int to) throws IOException {
        number++;
        int textFrom = first ? from + byteOrderMark(buffer, from, to) : from;
        if (overlong) {
            overlong = false;
            visitor.overlongLine(number, head, first ? byteOrderMark(head, 0, HEAD_BYTES) : 0, HEAD_BYTES);
            head = NOTHING;
        } else if (to - textFrom > MAX_LINE_BYTES) {
            visitor.overlongLine(number, buffer, textFrom, textFrom + HEAD_BYTES);
        } else {
            visitor.line(number, buffer, textFrom, to);
        }
        first = false;
    }

    /** The length of the byte order mark with which the bytes begin; 0 when there is none. */
    public static int byteOrderMark(byte[] bytes, int from, int to) {
        int length = BYTE_ORDER_MARK.length;
        boolean marked = to - from >= length && Arrays.equals(bytes, from, from + length, BYTE_ORDER_MARK, 0, length);
        return marked ? length : 0;
    }
}
