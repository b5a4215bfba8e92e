package dev.candor.aggregatestore;

import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import dev.candor.foundation.files.AdvisoryLock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Writes what the rows add up to into {@code telemetry.yaml}, and tells for how long that has been due. */
final class Checkpoint {
    static final int MAX_PROMPT_ITEMS = 1000;
    static final int MAX_ROWS_BEHIND = 64;

    private final Path lock;
    private final Path note;
    private final Projection projection;
    private final EventLog log;
    private final InstantSource clock;
    private volatile Current current;

    /**
     * When {@code telemetry.yaml} was last known to count all rows that had arrived, and what it counted then.
     *
     * @param counted empty before it was looked at
     */
    private record Current(Optional<Position> counted, Instant at) {}

    /**
     * A checkpoint of a projection, of which each use holds the monitor.
     *
     * @param note where the {@link CheckpointNote} is
     */
    Checkpoint(UserPath userPath, Path note, Projection projection, EventLog log, InstantSource clock) {
        this.lock = userPath.aggregatesLock();
        this.note = note;
        this.projection = projection;
        this.log = log;
        this.clock = clock;
        this.current = new Current(Optional.empty(), clock.instant());
    }

    /**
     * Brings the file up to date, if it is not.
     *
     * @param patience how long to wait for another holder of the file's lock
     * @return whether it was not up to date
     */
    @SuppressWarnings("try")
    boolean write(Duration patience) throws IOException {
        if (!isBehind()) {
            return false;
        }
        try (AdvisoryLock held = AdvisoryLock.take(lock, patience)) {
            save();
        }
        return true;
    }

    private boolean isBehind() throws IOException {
        synchronized (projection) {
            Instant before = clock.instant();
            projection.refresh();
            if (projection.isBehind()) {
                return true;
            }
            current = new Current(Optional.of(projection.counted()), before);
            return false;
        }
    }

    private void save() throws IOException {
        synchronized (projection) {
            Position end;
            Instant before;
            do {
                before = clock.instant();
                projection.refresh();
                // a row that is read may not be on disk yet: whoever appends is done when the end is known
                end = log.end();
            } while (!projection.stands());
            if (projection.isBehind() && !end.equals(log.start())) {
                projection.save();
            }
            current = new Current(Optional.of(projection.counted()), before);
        }
    }

    /** Whether the file has so few items that each command that records updates it, or misses many rows; or is unknown. */
    boolean isDue() {
        Optional<CheckpointNote> noted = CheckpointNote.read(note);
        if (noted.isEmpty() || noted.get().items() <= MAX_PROMPT_ITEMS) {
            return true;
        }
        int[] rows = {0};
        try {
            log.read(noted.get().position(), (bytes, from, to) -> rows[0]++);
        } catch (IOException unknownPosition) {
            return true;
        }
        return rows[0] >= MAX_ROWS_BEHIND;
    }

    /** As {@link StoreProbe#checkpointLag}; without reading the file, which takes a while when it has many items. */
    Duration lag() throws IOException {
        Current known = current;
        if (known.counted().isPresent() && !hasRowsBehind(known.counted().get())) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(known.at(), clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    private boolean hasRowsBehind(Position position) throws IOException {
        try {
            return log.await(position, Duration.ZERO);
        } catch (UnknownPositionException rowsTakenAway) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the log was looked at");
        }
    }
}
