package dev.candor.eventlog;

import dev.candor.foundation.files.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Rows in the order they were appended, shared between threads and processes. A row is one JSON object on one line, as
 * bytes without its newline.
 *
 * <p>What it promises: a row that was acknowledged is on disk, once, and stays readable; rows that follow a failed wait
 * for the disk are not acknowledged before the log was opened anew; what a crash or a bad disk damaged is passed over,
 * kept aside and counted, and never hides the rows around it.
 */
public interface EventLog extends Closeable {
    /**
     * A log kept in a folder, which is made with the first row.
     *
     * @param clock says which day it is
     * @param notices takes sentences about what had to be repaired
     */
    static KeptLog inFolder(Path folder, LogSettings settings, InstantSource clock, Consumer<String> notices) {
        return new FileEventLog(folder, settings, clock, notices, OpenFile::at);
    }

    /** Takes rows in order. The bytes are valid only during the call. */
    interface RowVisitor {
        /** One row, {@code bytes[from, to)}. */
        void row(byte[] bytes, int from, int to) throws IOException;

        /** This one, and before each row how many there were. */
        default RowVisitor counted(LongConsumer rows) {
            long[] count = {0};
            return (bytes, from, to) -> {
                rows.accept(++count[0]);
                row(bytes, from, to);
            };
        }
    }

    /**
     * Rows that are appended if they may be, which is decided when all rows before them are known and nobody else, in
     * this process or another, can append. First {@link #admit} is called, then exactly one of the others, unless
     * {@code admit} itself failed.
     */
    interface Admission {
        /**
         * How many bytes {@link #admit} may return at most, with a newline for each row; 0 when that is not known. A
         * group of admissions and a part get no longer than they may by what is said here.
         */
        default long mostBytes() {
            return 0;
        }

        /**
         * Chooses the rows to append, none of which is empty, too long or holds a newline.
         *
         * @param end the place behind the last row: everything before it can be read now
         * @throws IOException to append nothing; whoever called {@link EventLog#append(Admission)} gets it
         */
        List<byte[]> admit(Position end) throws IOException;

        /** The admitted rows stand between these places; they, and all rows before them, are on disk. */
        void appended(Position before, Position after);

        /** None of the admitted rows is in the log. */
        void failed();
    }

    /**
     * Appends rows, one behind the other, and returns when they are on disk. Either all of them are appended or none.
     *
     * @return the place before each of them, in their order
     * @throws NoSpaceException when the disk is full; a later call may succeed
     * @throws IOException when they are not on disk; then none of them is in the log
     * @throws IllegalArgumentException when a row is empty, too long or holds a newline
     */
    List<Position> append(List<byte[]> rows) throws IOException;

    /** Appends what an admission lets in; throws as {@link #append(List)} does. */
    void append(Admission admission) throws IOException;

    /** The place before the first row. */
    Position start();

    /** The place behind the last row that is on disk. */
    Position end() throws IOException;

    /**
     * Visits the rows behind a place, as far as there are any now.
     *
     * @return the place behind the last row visited
     * @throws UnknownPositionException when this log has no such place, for instance because it was pruned; a place in one
     *     of the {@link #missingParts} is before the part that follows
     */
    Position read(Position from, RowVisitor visitor) throws IOException;

    /** Whether two places are in one part, which is kept, pruned or lost as a whole. */
    boolean areInOnePart(Position one, Position other) throws UnknownPositionException;

    /**
     * The parts of the log that are gone though nobody removed them by {@link KeptLog#prune}, or that are no regular files, by
     * name and oldest first. Their rows cannot be read, and are passed over.
     */
    default List<String> missingParts() throws IOException {
        return List.of();
    }

    /**
     * Waits until rows stand behind a place, whoever appends them. To follow a log: read, await, read on.
     *
     * @return whether there are any
     */
    boolean await(Position behind, Duration atMost) throws IOException, InterruptedException;
}
