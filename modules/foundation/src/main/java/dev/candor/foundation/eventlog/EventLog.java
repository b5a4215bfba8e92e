package dev.candor.foundation.eventlog;

import java.io.IOException;
import java.util.List;

/**
 * Rows in the order they were appended, shared between threads and processes. A row is one line of bytes without its
 * newline.
 */
public interface EventLog {
    /** Takes rows in order. The bytes are valid only during the call. */
    interface RowVisitor {
        /** One row, {@code bytes[from, to)}. */
        void row(byte[] bytes, int from, int to) throws IOException;
    }

    /**
     * Appends rows, one behind the other, and returns when they are on disk. Either all of them are appended or none.
     *
     * @throws IOException when they are not on disk; then none of them is in the log
     * @throws IllegalArgumentException when a row is empty, too long or holds a newline
     */
    void append(List<byte[]> rows) throws IOException;

    /** The place before the first row. */
    Position start() throws IOException;

    /** The place behind the last row that is on disk. */
    Position end() throws IOException;

    /**
     * Visits the rows behind a place, as far as there are any now.
     *
     * @return the place behind the last row visited
     * @throws UnknownPositionException when this log has no such place
     */
    Position read(Position from, RowVisitor visitor) throws IOException;
}
