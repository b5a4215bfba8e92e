package dev.candor.foundation.eventlog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows in the order they were appended, shared between threads and processes. A row is one line of bytes without its
 * newline.
 */
public interface EventLog {
    /** How large a file gets before the next is begun, in bytes. */
    long DEFAULT_PART_BYTES = 10_000_000;

    /**
     * A log kept in a folder, which is made with the first row.
     *
     * @param partBytes how large a file gets before the next is begun; a day begins one anyway
     * @param clock says which day it is
     * @param notices takes sentences about what had to be repaired
     */
    static EventLog inFolder(Path folder, long partBytes, InstantSource clock, Consumer<String> notices) {
        return new FileEventLog(folder, partBytes, clock, notices);
    }

    /** Takes rows in order. The bytes are valid only during the call. */
    interface RowVisitor {
        /** One row, {@code bytes[from, to)}; nothing in place of a line that is too long to be a row. */
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
    Position start();

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
