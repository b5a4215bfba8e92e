package dev.candor.aggregatestore;

import dev.candor.config.TelemetrySwitch;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import dev.candor.ingestion.RowRecorder;
import dev.candor.ingestion.UnfitRowException;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
public final class AggregateStore implements RunRecorder, StoreProbe {
    /** The contract of the log's rows. */
    public static final String CONTRACT = "execution";

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

    private final UserPath userPath;
    private final TelemetrySwitch telemetry;
    private final EventLog log;
    private final RowRecorder rows;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Consumer<String> notices;
    private final Projection projection;
    private final Checkpoint checkpoint;

    /**
     * A store on a user path.
     *
     * @param log where the rows are, contract {@value #CONTRACT}
     * @param rows puts rows into that log
     * @param ids gives every row its own id
     * @param notices takes sentences about what had to be repaired or set aside
     */
    public AggregateStore(
            UserPath userPath,
            TelemetrySwitch telemetry,
            EventLog log,
            RowRecorder rows,
            InstantSource clock,
            Supplier<String> ids,
            Consumer<String> notices) {
        this.userPath = userPath;
        this.telemetry = telemetry;
        this.log = log;
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
        this.notices = notices;
        Path note = userPath.own().resolve("checkpoint.json");
        this.projection = new Projection(userPath, note, log, notices);
        this.checkpoint = new Checkpoint(userPath, note, projection, log, clock);
    }

    /**
     * Records runs, all or none. They are checked while telemetry is off, too.
     *
     * @return the ids of their rows, in order; empty while telemetry is off
     * @throws UnfitRowException when one of them is not as the contract says
     */
    public List<String> record(List<Execution> executions) throws IOException {
        String now = Utc.timestamp(clock.instant());
        return append(executions.stream()
                .<LogRow>map(execution -> new LogRow.Run(execution, now))
                .toList());
    }

    @Override
    public boolean recordExecution(Execution execution) throws IOException {
        return !record(List.of(execution)).isEmpty();
    }

    @Override
    public boolean recordAccess(String itemId, Optional<String> path, Optional<String> traceparent) throws IOException {
        return !append(List.of(new LogRow.Access(itemId, path, traceparent, Utc.timestamp(clock.instant()))))
                .isEmpty();
    }

    private List<String> append(List<LogRow> wanted) throws IOException {
        boolean off = !telemetry.state().enabled();
        List<String> runIds = append(wanted, off);
        if (off) {
            return List.of();
        }
        if (!Files.exists(userPath.aggregates())) {
            // whoever records does not wait for others: the next checkpoint makes the file, or says why it cannot
            try {
                checkpoint.write(Duration.ZERO);
            } catch (IOException | RuntimeException | OutOfMemoryError heldOrBroken) {
                // what was recorded is on disk
            }
        }
        return runIds;
    }

    private List<String> append(List<LogRow> wanted, boolean dryRun) throws IOException {
        List<String> runIds = wanted.stream().map(row -> ids.get()).toList();
        List<ObjectValue> made = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            made.add(wanted.get(i).json(runIds.get(i)));
        }
        rows.record(made, Contract.EXECUTION, dryRun);
        return runIds;
    }

    /** The statistics of an item; empty when there are none. */
    public Optional<ItemStats> get(String itemId) throws IOException {
        synchronized (projection) {
            projection.refresh();
            return projection.aggregates().item(itemId);
        }
    }

    /** The statistics of all items, sorted by id. */
    public SortedMap<String, ItemStats> list() throws IOException {
        synchronized (projection) {
            projection.refresh();
            return new TreeMap<>(projection.aggregates().items());
        }
    }

    /** What could not be read of what is on disk, a sentence each. */
    public List<String> problems() throws IOException {
        synchronized (projection) {
            projection.refresh();
            return projection.problems();
        }
    }

    /**
     * Forgets the statistics of an item, or of all; also while telemetry is off.
     *
     * @param itemId an item, or {@link ItemStats#ALL}
     * @return how many items had any
     */
    public int clear(String itemId) throws IOException {
        SortedMap<String, ItemStats> items = list();
        int cleared = itemId.equals(ItemStats.ALL) ? items.size() : items.containsKey(itemId) ? 1 : 0;
        if (cleared > 0) {
            append(List.of(new LogRow.Clear(itemId, Utc.timestamp(clock.instant()))), false);
            tryCheckpoint(LOCK_TIMEOUT);
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
        return checkpoint.write(LOCK_TIMEOUT);
    }

    /**
     * A checkpoint for processes that are too short-lived to keep time: always, as long as there are at most
     * {@value Checkpoint#MAX_PROMPT_ITEMS} items; else when {@value Checkpoint#MAX_ROWS_BEHIND} rows are not in
     * {@code telemetry.yaml}. A failure is told and does no harm.
     */
    public void checkpointIfDue() {
        if (checkpoint.isDue()) {
            tryCheckpoint(SHORT_PATIENCE);
        }
    }

    private void tryCheckpoint(Duration patience) {
        try {
            checkpoint.write(patience);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            notices.accept(userPath.aggregates() + " could not be brought up to date: " + Reasons.of(e)
                    + "; nothing is lost, the log has it");
        }
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

    @Override
    public Duration checkpointLag() throws IOException {
        return checkpoint.lag();
    }

    @Override
    public List<Path> setAside() throws IOException {
        return projection.setAside();
    }
}
