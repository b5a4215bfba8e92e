package dev.candor.eventlog;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A log with what whoever looks after it may do. Rows are appended and read meanwhile. */
public interface KeptLog extends EventLog {
    /** The parts that can be read, oldest first. */
    List<LogPart> parts() throws IOException;

    /** How much there is, without a look into any part. */
    LogExtent extent() throws IOException;

    /**
     * Visits the rows after a place, up to the end of the part that it is in.
     *
     * @throws UnknownPositionException when no row begins at that place of the part
     */
    PartRead readPart(Position from, RowVisitor visitor) throws IOException;

    /**
     * Reads all rows, counts them, and keeps a copy of each damaged stretch aside, once. Takes as long as reading does.
     */
    default LogHealth inspect() throws IOException {
        return inspect(() -> false).orElseThrow();
    }

    /**
     * As {@link #inspect()}, until it is told to stop, which is asked before each part. Closed parts that this instance
     * has read and that are as they were are not read again. Others may look after the log between two parts.
     *
     * @return nothing when it was stopped
     */
    Optional<LogHealth> inspect(BooleanSupplier stop) throws IOException;

    /**
     * Reads the rows of the newest parts, counts them and what is damaged, and writes nothing. Parts and bytes are of what
     * was read; torn tails and missing parts of the whole log.
     *
     * @param parts how many parts are read at most, the one that rows are appended to among them
     */
    LogHealth inspectNewest(int parts, RowVisitor visitor) throws IOException;

    /** Takes the files of a log. */
    interface FileVisitor {
        /**
         * One file.
         *
         * @param name where it is in the log
         * @param bytes how long it is
         * @param content its bytes, to be read and closed before this returns
         */
        void file(String name, long bytes, InputStream content) throws IOException;
    }

    /**
     * Visits the files that hold each row acknowledged before this call, and what stands beside them: copied into a folder,
     * they are the log as it was at one moment. Rows go on being appended; nobody prunes, compresses or inspects meanwhile.
     *
     * @return how many rows can be read in them
     */
    long snapshot(FileVisitor visitor) throws IOException;

    /**
     * Removes what need not be kept: the oldest parts first, never the one that rows are appended to. Places in what was
     * removed are unknown from then on, and {@link #start} is before the first row that is left.
     *
     * @param dryRun only tells what would be removed
     */
    Pruned prune(Retention retention, boolean dryRun) throws IOException;

    /**
     * The time from which on no row was removed by {@link #prune}: rows that were appended before it may have been. Empty when
     * nothing was ever pruned.
     */
    Optional<Instant> prunedBefore() throws IOException;

    /**
     * Compresses the parts that nothing is appended to any more. Places stay what they are.
     *
     * @return how many parts were compressed
     */
    default int compress() throws IOException {
        return compress(() -> false);
    }

    /** As {@link #compress()}, until it is told to stop, which is asked before each part. */
    int compress(BooleanSupplier stop) throws IOException;
}
