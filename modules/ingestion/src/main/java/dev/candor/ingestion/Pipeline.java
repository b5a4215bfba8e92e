package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.NoSpaceException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.Examiner.Examined;
import dev.candor.ingestion.IngestionException.Kind;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** The pipeline over the logs of one user path. */
public final class Pipeline implements Ingestion {
    private static final int MOST_BATCHES = 64;

    private final Map<Contract, EventLog> logs;
    private final Map<Contract, IdentityIndex> indexes;
    private final Refusals refusals;
    private final Duration patience;
    private final IngestionCounts counts = new IngestionCounts();
    private final Semaphore batches = new Semaphore(MOST_BATCHES);
    private final ConcurrentLinkedQueue<Examiner> examiners = new ConcurrentLinkedQueue<>();

    /**
     * A pipeline.
     *
     * @param logs where the rows of each contract go
     * @param refusals where refused rows go
     * @param index a folder for what can be made again from the logs
     * @param patience how long rows wait for their turn before they are turned away
     */
    public Pipeline(Map<Contract, EventLog> logs, Refusals refusals, Path index, Duration patience) {
        this(logs, refusals, index, patience, IdentityIndex.CAPACITY, 1 << 16);
    }

    Pipeline(
            Map<Contract, EventLog> logs,
            Refusals refusals,
            Path index,
            Duration patience,
            int remembered,
            int segmentRows) {
        this.logs = Map.copyOf(logs);
        this.refusals = refusals;
        this.patience = patience;
        this.indexes = logs.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        log -> new IdentityIndex(
                                log.getValue(),
                                log.getKey(),
                                new IdentitySegments(
                                        index.resolve("identities")
                                                .resolve(log.getKey().id()),
                                        segmentRows,
                                        log.getValue().start()),
                                remembered)));
    }

    @Override
    public IngestionCounts counts() {
        return counts;
    }

    @Override
    public Optional<Finding> check(byte[] row, Optional<Contract> contract) {
        Examiner examiner = borrow();
        try {
            Examined examined = examiner.examine(JsonValue.parse(row, 0, row.length), row, 0, row.length, contract);
            return examined instanceof Examined.Refused refused ? Optional.of(refused.why()) : Optional.empty();
        } catch (JsonSyntaxException e) {
            return Optional.of(Finding.notJson(e));
        } finally {
            examiners.add(examiner);
        }
    }

    @Override
    public Receipt take(
            InputStream rows, RowFormat format, Optional<Contract> contract, String source, LongConsumer progress)
            throws IngestionException, IOException {
        Taking taking = new Taking(batch -> work(batch, contract, source), progress);
        try {
            taking.rows(rows, format);
            return taking.receipt();
        } catch (Taking.StoppedException e) {
            throw e.why().with(taking.receipt());
        } catch (IOException e) {
            throw new BrokenOffException(e, taking.receipt());
        }
    }

    private void work(Batch batch, Optional<Contract> contract, String source) throws IngestionException {
        acquire();
        try {
            Examiner examiner = borrow();
            try {
                work(batch, examiner, contract, source);
            } finally {
                examiners.add(examiner);
            }
        } catch (NoSpaceException e) {
            throw new IngestionException(
                    Kind.DISK_FULL, "the disk is full: " + Reasons.of(e) + "; free some space and send the rest again");
        } catch (IOException e) {
            throw new IngestionException(Kind.UNAVAILABLE, "the log cannot be written: " + Reasons.of(e));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // whoever sent the rows must hear all the same what became of those before
            throw new IngestionException(
                    Kind.UNAVAILABLE,
                    "something is wrong inside Candor; please report it: " + e + "; send the rest again");
        } finally {
            batches.release();
        }
    }

    private void work(Batch batch, Examiner examiner, Optional<Contract> contract, String source) throws IOException {
        long begun = System.nanoTime();
        batch.decode();
        long decoded = System.nanoTime();
        batch.examine(examiner, contract, source);
        long examined = System.nanoTime();
        try {
            batch.append(logs, indexes);
            batch.keepRefused(refusals);
        } finally {
            counts.add(batch.outcome(), decoded - begun, examined - decoded, System.nanoTime() - examined);
        }
    }

    private void acquire() throws IngestionException {
        try {
            if (batches.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IngestionException(
                Kind.BUSY, "more rows are under way than the disk can take in time; send the rest again in a moment");
    }

    private Examiner borrow() {
        Examiner free = examiners.poll();
        return free == null ? new Examiner() : free;
    }
}
