package dev.candor.aggregatestore;

import java.io.IOException;
import java.time.Duration;

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

    /** How long rows have been waiting to get into {@code telemetry.yaml}; zero when none waits. */
    Duration checkpointLag() throws IOException;
}
