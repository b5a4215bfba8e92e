package dev.candor.skillusage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the rows of wrapped runs go. What it says it appended is on disk. */
public interface UsageSink {
    /**
     * Makes sure that a row can be appended, and appends rows that wait from earlier runs.
     *
     * @param checkRows whether rows that stand there are checked, where others may have written them
     * @throws RefusedException when it cannot be used
     */
    void prepare(boolean checkRows) throws RefusedException;

    /**
     * Appends a row.
     *
     * @return whether it is recorded, and on disk; false when nothing is to be recorded
     * @throws IOException when it could not be, in which case the sink is as before
     */
    boolean append(byte[] row) throws IOException;

    /**
     * Puts aside a row that could not be appended; a later {@link #prepare} appends it.
     *
     * @return the file in which it waits
     */
    Path putAside(byte[] row) throws IOException;

    /** The file that its rows are in, or the folder of such files: nothing else may write there. */
    Optional<Path> place();

    /** Who appends what waits, as a part of a sentence. */
    String nextAppender();
}
