package dev.candor.aggregatestore;

import dev.candor.config.TelemetrySwitch;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The statistics of all items. Recording appends a row to the log and is on disk when it returns, however many items
 * there are; {@code telemetry.yaml} gets what the rows add up to at a {@link #checkpoint}. Reading is exact at any time:
 * it adds the rows that came since. Several stores, in several processes, may work on one user path, beside programs in
 * other languages that keep to the lock.
 *
 * <p>While telemetry is off nothing is recorded, and nothing is written but what {@link #clear} takes away.
 */
public final class AggregateStore implements StoreProbe {
    /** The contract of the log's rows. */
    public static final String CONTRACT = "execution";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);
    /** A file of so many items is brought up to date by each command that records; a larger one when many rows wait. */
    private static final int MAX_PROMPT_ITEMS = 1000;

    private static final int MAX_ROWS_BEHIND = 64;

    private final UserPath userPath;
    private final TelemetrySwitch telemetry;
    private final EventLog log;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Consumer<String> notices;
    private final ReentrantLock reading = new ReentrantLock();
    private final Path note;
    private final Projection projection;
    private volatile Current current;

    /**
     * When {@code telemetry.yaml} was last known to count all rows that had arrived, and what it counted then.
     *
     * @param counted empty before it was looked at
     */
    private record Current(Optional<Position> counted, Instant at) {}

    /**
     * A store on a user path.
     *
     * @param log where the rows are, contract {@value #CONTRACT}
     * @param ids gives every row its own id
     * @param notices takes sentences about what had to be repaired or set aside
     */
    public AggregateStore(
            UserPath userPath,
            TelemetrySwitch telemetry,
            EventLog log,
            InstantSource clock,
            Supplier<String> ids,
            Consumer<String> notices) {
        this.userPath = userPath;
        this.telemetry = telemetry;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
        this.notices = notices;
        this.note = userPath.own().resolve("checkpoint.json");
        this.projection = new Projection(userPath, note, log, notices);
        this.current = new Current(Optional.empty(), clock.instant());
    }

    /**
     * Records runs, all or none.
     *
     * @return the ids of their rows, in order; empty while telemetry is off
     */
    public List<String> record(List<Execution> executions) throws IOException {
        String now = Utc.timestamp(clock.instant());
        List<LogRow> rows = new ArrayList<>();
        executions.forEach(execution -> rows.add(LogRow.Run.of(execution, now)));
        return append(rows);
    }

    /** Records a run; returns whether it was recorded, which it is not while telemetry is off. */
    public boolean recordExecution(Execution execution) throws IOException {
        return !record(List.of(execution)).isEmpty();
    }

    /** Records that a knowledge item was read; returns whether it was recorded. */
    public boolean recordAccess(String itemId, Optional<String> path, Optional<String> traceparent) throws IOException {
        Execution.traceparent(traceparent);
        LogRow row = new LogRow.Access(ItemId.valid(itemId), path, traceparent, Utc.timestamp(clock.instant()));
        return !append(List.of(row)).isEmpty();
    }

    private List<String> append(List<LogRow> rows) throws IOException {
        if (!telemetry.state().enabled()) {
            return List.of();
        }
        List<String> runIds = appendAlways(rows);
        if (!Files.exists(userPath.aggregates())) {
            makeFile();
        }
        return runIds;
    }

    /** What is recorded is on disk: whoever recorded it does not wait for others, and another time will do. */
    private void makeFile() {
        try {
            checkpoint(Duration.ZERO);
        } catch (IOException | RuntimeException | OutOfMemoryError heldOrBroken) {
            // the next checkpoint makes the file, or says why it cannot
        }
    }

    private List<String> appendAlways(List<LogRow> rows) throws IOException {
        List<String> runIds = new ArrayList<>();
        List<byte[]> lines = new ArrayList<>();
        for (LogRow row : rows) {
            String id = ids.get();
            runIds.add(id);
            lines.add(row.bytes(id));
        }
        log.append(lines);
        return runIds;
    }

    /** The statistics of an item; empty when there are none. */
    public Optional<ItemStats> get(String itemId) throws IOException {
        reading.lock();
        try {
            projection.refresh();
            return projection.aggregates().item(itemId);
        } finally {
            reading.unlock();
        }
    }

    /** The statistics of all items, sorted by id. */
    public SortedMap<String, ItemStats> list() throws IOException {
        reading.lock();
        try {
            projection.refresh();
            return new TreeMap<>(projection.aggregates().items());
        } finally {
            reading.unlock();
        }
    }

    /** What could not be read of what is on disk, a sentence each. */
    public List<String> problems() throws IOException {
        reading.lock();
        try {
            projection.refresh();
            return projection.problems();
        } finally {
            reading.unlock();
        }
    }

    /**
     * Forgets the statistics of an item, or of all; also while telemetry is off.
     *
     * @param itemId an item, or {@link ItemId#ALL}
     * @return how many items had any
     */
    public int clear(String itemId) throws IOException {
        SortedMap<String, ItemStats> items = list();
        int cleared = itemId.equals(ItemId.ALL) ? items.size() : items.containsKey(itemId) ? 1 : 0;
        if (cleared > 0) {
            appendAlways(List.of(new LogRow.Clear(itemId, Utc.timestamp(clock.instant()))));
            tryCheckpoint(PATIENCE);
        }
        return cleared;
    }

    /**
     * Brings {@code telemetry.yaml} up to date, if it is not. What others wrote there meanwhile is kept. Whoever holds
     * the file's lock is waited for; reading and recording go on meanwhile.
     *
     * @return whether it was not up to date
     */
    public boolean checkpoint() throws IOException {
        return checkpoint(PATIENCE);
    }

    private boolean checkpoint(Duration patience) throws IOException {
        if (!isBehind()) {
            return false;
        }
        AdvisoryLock lock = AdvisoryLock.take(userPath.aggregatesLock(), patience);
        try {
            save();
        } finally {
            lock.close();
        }
        return true;
    }

    private boolean isBehind() throws IOException {
        reading.lock();
        try {
            Instant before = clock.instant();
            projection.refresh();
            boolean behind = projection.isBehind();
            if (!behind) {
                current = new Current(Optional.of(projection.counted()), before);
            }
            return behind;
        } finally {
            reading.unlock();
        }
    }

    private void save() throws IOException {
        reading.lock();
        try {
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
        } finally {
            reading.unlock();
        }
    }

    /**
     * A checkpoint for processes that are too short-lived to keep time: always, as long as there are at most
     * {@value #MAX_PROMPT_ITEMS} items; else when {@value #MAX_ROWS_BEHIND} rows are not in {@code telemetry.yaml}. A
     * failure is told and does no harm.
     */
    public void checkpointIfDue() {
        if (isDue()) {
            tryCheckpoint(SHORT_PATIENCE);
        }
    }

    private boolean isDue() {
        Optional<CheckpointNote> noted = CheckpointNote.read(note);
        try {
            return noted.isEmpty()
                    || noted.get().items() <= MAX_PROMPT_ITEMS
                    || rowsBehind(noted.get().position()) >= MAX_ROWS_BEHIND;
        } catch (IOException unknownPosition) {
            return true;
        }
    }

    private void tryCheckpoint(Duration patience) {
        try {
            checkpoint(patience);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            notices.accept(userPath.aggregates() + " could not be brought up to date: " + Reasons.of(e)
                    + "; nothing is lost, the log has it");
        }
    }

    private int rowsBehind(Position position) throws IOException {
        int[] rows = {0};
        log.read(position, (bytes, from, to) -> rows[0]++);
        return rows[0];
    }

    @Override
    public void tryLog() throws IOException {
        Path probe = userPath.own().resolve("probe");
        PrivateFiles.replace(probe, new byte[] {'\n'});
        PrivateFiles.remove(probe);
        log.end();
    }

    @Override
    public boolean tryLock() throws IOException {
        try (AdvisoryLock lock = AdvisoryLock.take(userPath.aggregatesLock(), Duration.ofSeconds(2))) {
            return lock.isShared();
        }
    }

    /** Without the file itself: nobody who asks how we are waits until ten thousand items are read. */
    @Override
    public Duration checkpointLag() throws IOException {
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

    @Override
    public List<Path> setAside() throws IOException {
        return projection.setAside();
    }
}
