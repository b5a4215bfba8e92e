package dev.candor.aggregatestore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Answers whether the store can do its work, by really trying. */
public interface StoreProbe {
    /**
     * Tries to write where the log is.
     *
     * @throws IOException when it cannot be written
     */
    void tryLog() throws IOException;

    /**
     * Takes the lock of {@code telemetry.yaml} and lets it go.
     *
     * @return whether it excludes programs in other languages as well, which needs {@code flock(2)}
     * @throws IOException when it stays taken
     */
    boolean tryLock() throws IOException;

    /**
     * For how long rows may have been waiting to get into {@code telemetry.yaml}, by the clock of this process and since
     * it began, whatever time the rows say; zero when none waits.
     */
    Duration checkpointLag() throws IOException;

    /** Copies of {@code telemetry.yaml} as it was when it could not be read or its end was missing. */
    List<Path> setAside() throws IOException;
}
