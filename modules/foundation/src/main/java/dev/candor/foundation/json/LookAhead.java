package dev.candor.foundation.json;

import dev.candor.foundation.files.BlockStream;
import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose beginning was looked at to tell the form of its rows, and which is read as if nobody had looked: also
 * what came before a failure is read before the failure.
 */
final class LookAhead extends BlockStream {
    private static final int FIRST_BYTES = 1 << 13;
    private static final int MAX_BYTES = LineScanner.MAX_LINE_BYTES + FIRST_BYTES;

    private byte[] buffer = new byte[FIRST_BYTES];
    private int at;
    private int filled;
    private @Nullable IOException failure;

    LookAhead(InputStream in) {
        super(in);
    }

    /** Looks as far as it takes, but no further than the longest row; to be called before anything is read. */
    JsonRows.Form form() {
        FormDetector detector = new FormDetector();
        int looked = 0;
        while (!detector.isDecided() && failure == null && filled < MAX_BYTES) {
            int count = fill();
            if (count < 0) {
                break;
            }
            while (looked < filled && !detector.isDecided()) {
                detector.take(buffer[looked++] & 0xFF);
            }
        }
        return detector.form();
    }

    private int fill() {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(4 * filled, MAX_BYTES));
        }
        try {
            int count = in.read(buffer, filled, buffer.length - filled);
            filled += Math.max(count, 0);
            return count;
        } catch (IOException e) {
            failure = e;
            return -1;
        }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (at < filled) {
            int count = Math.min(length, filled - at);
            System.arraycopy(buffer, at, into, from, count);
            at += count;
            return count;
        }
        if (failure != null) {
            throw failure;
        }
        return in.read(into, from, length);
    }

    @Override
    public int available() throws IOException {
        return at < filled ? filled - at : failure == null ? in.available() : 0;
    }
}
