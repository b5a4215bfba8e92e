package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the lines of a stream in one buffer, whatever the stream's length. A byte order mark at its very
 * beginning is not part of the first line.
 */
public final class LineScanner {
    /** The longest line, in bytes without its newline. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    /** How much of the beginning of a longer line is given, in bytes. */
    public static final int HEAD_BYTES = 1 << 16;

    private static final int FIRST_BUFFER_BYTES = 1 << 16;
    private static final int MIN_BUFFER_BYTES = 1 << 10;
    private static final byte[] NOTHING = {};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MAX_READ_BYTES = MAX_LINE_BYTES + BYTE_ORDER_MARK.length;

    private final ReadableByteChannel source;
    private byte[] buffer;
    private int at;
    private int searched;
    private int filled;
    private boolean ended;
    private @Nullable TrailingBytesException failure;

    private byte[] head = NOTHING;
    private boolean discarding;
    private boolean first;

    private long number;
    private byte[] line = NOTHING;
    private int from;
    private int to;
    private boolean overlong;

    /**
     * Walks from the channel's position to its end.
     *
     * @param linesBefore how many lines stand before the channel's position
     */
    public LineScanner(ReadableByteChannel source, long linesBefore) {
        this(source, linesBefore, Integer.MAX_VALUE);
    }

    /** The same over a text that is about so long: a short one needs no large buffer. */
    public LineScanner(ReadableByteChannel source, long linesBefore, int expectedBytes) {
        this.source = source;
        this.buffer = new byte[Math.clamp(expectedBytes + 1L, MIN_BUFFER_BYTES, FIRST_BUFFER_BYTES)];
        this.number = linesBefore;
        this.first = linesBefore == 0;
    }

    /**
     * Goes on to the next line, the last one also without a newline. When the channel cannot be read to its end, the
     * lines that are whole come first.
     *
     * @return whether there is one: false at the end, and when the channel gave no bytes, after which it goes on
     */
    public boolean next() throws IOException {
        while (true) {
            for (; searched < filled; searched++) {
                if (buffer[searched] == '\n') {
                    finish(searched);
                    at = ++searched;
                    return true;
                }
            }
            if (ended) {
                return last();
            }
            makeRoom();
            int count = fill();
            if (count == 0) {
                return false;
            }
            filled += Math.max(0, count);
            ended = count < 0;
        }
    }

    /** The number of the line, from 1. */
    public long number() {
        return number;
    }

    /** The bytes that the line is among, from {@link #from()} to {@link #to()} without its newline; until the next one. */
    public byte[] bytes() {
        return line;
    }

    /** Where the line begins in {@link #bytes()}. */
    public int from() {
        return from;
    }

    /** Where it ends. */
    public int to() {
        return to;
    }

    /** Whether the line has more than {@value #MAX_LINE_BYTES} bytes, and only its beginning is given. */
    public boolean isOverlong() {
        return overlong;
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

    private boolean last() throws IOException {
        if (filled > at || discarding) {
            finish(filled);
            at = filled;
            return true;
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    private void makeRoom() {
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        filled -= at;
        at = 0;
        if (filled > MAX_READ_BYTES) {
            if (!discarding) {
                head = Arrays.copyOf(buffer, HEAD_BYTES);
            }
            discarding = true;
            filled = 0;
        }
        searched = filled;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(4 * filled, MAX_READ_BYTES + 1));
        }
    }

    private int fill() throws IOException {
        try {
            return source.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
        } catch (TrailingBytesException e) {
            failure = e;
            return -1;
        }
    }

    private void finish(int end) {
        number++;
        line = discarding ? head : buffer;
        from = discarding ? 0 : at;
        to = discarding ? HEAD_BYTES : end;
        if (first) {
            from += byteOrderMark(line, from, to);
        }
        overlong = discarding || to - from > MAX_LINE_BYTES;
        if (overlong && !discarding) {
            to = from + HEAD_BYTES;
        }
        head = NOTHING;
        discarding = false;
        first = false;
    }

    /** The length of the byte order mark with which the bytes begin; 0 when there is none. */
    public static int byteOrderMark(byte[] bytes, int from, int to) {
        int length = BYTE_ORDER_MARK.length;
        boolean marked = to - from >= length && Arrays.equals(bytes, from, from + length, BYTE_ORDER_MARK, 0, length);
        return marked ? length : 0;
    }
}
