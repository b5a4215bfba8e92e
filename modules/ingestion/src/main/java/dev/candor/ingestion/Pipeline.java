package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.NoSpaceException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.ingestion.RowValidator.Verdict;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** The pipeline over the logs of one user path. */
public final class Pipeline implements Ingestion, RowRecorder, Quarantine.Replayer {
    private static final int MAX_BATCHES = 64;

    private final Map<Contract, EventLog> logs;
    private final Map<Contract, IdentityIndex> indexes = new ConcurrentHashMap<>();
    private final Path segments;
    private final int remembered;
    private final int segmentRows;
    private final Refusals refusals;
    private final Duration patience;
    private final IngestionCounts counts = new IngestionCounts();
    private final Semaphore batches = new Semaphore(MAX_BATCHES);
    private final ConcurrentLinkedQueue<RowValidator> validators = new ConcurrentLinkedQueue<>();

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
        this.segments = index.resolve("identities");
        this.remembered = remembered;
        this.segmentRows = segmentRows;
    }

    /** Made when rows of the contract are first looked up, which most commands never do. */
    private IdentityIndex index(Contract contract) {
        return indexes.computeIfAbsent(contract, id -> {
            EventLog log = Objects.requireNonNull(logs.get(id));
            return new IdentityIndex(
                    log, id, new IdentitySegments(segments.resolve(id.id()), segmentRows, log.start()), remembered);
        });
    }

    @Override
    public IngestionCounts counts() {
        return counts;
    }

    @Override
    public Quarantine.Replayed replay(byte[] row, Optional<Contract> contract, boolean dryRun) throws IOException {
        long begun = System.nanoTime();
        Rows rows = new Rows();
        rows.add(1, row, 0, row.length, false);
        Batch batch = new Batch(rows, false, "quarantine");
        RowValidator validator = borrow();
        try {
            batch.decode();
            batch.validate(validator, contract);
            if (!dryRun) {
                batch.append(logs, this::index);
            }
        } finally {
            validators.add(validator);
        }
        batch.addTo(counts);
        counts.took(0, 0, System.nanoTime() - begun);
        return new Quarantine.Replayed(batch.hasDuplicate(), batch.refusal());
    }

    @Override
    public Receipt take(
            InputStream in, RowFormat format, Optional<Contract> contract, String source, LongConsumer progress) {
        return take(new StreamSource(in, format), contract, source, progress);
    }

    /**
     * The rows of a stream, which is read as the rows are asked for.
     *
     * @param contract whose rows they are
     * @param source where they come from, for the quarantine
     */
    public RowStream rows(InputStream in, Contract contract, String source) {
        return new RowStream(in, contract, source, logs, this::index, refusals);
    }

    @Override
    public Receipt take(List<ObjectValue> rows, Optional<Contract> contract, String source) {
        return take(RowSource.of(rows), contract, source, taken -> {});
    }

    @Override
    public void record(List<ObjectValue> rows, Contract contract, boolean dryRun) throws IOException {
        long begun = System.nanoTime();
        List<byte[]> valid = new ArrayList<>(rows.size());
        RowValidator validator = borrow();
        try {
            for (ObjectValue row : rows) {
                // a switch over the two would cost each command that records some milliseconds at its start
                Verdict verdict = validator.validateNew(row, contract);
                if (verdict instanceof Verdict.Refused no) {
                    throw new UnfitRowException(
                            valid.size(), no.why().violations().getFirst());
                }
                valid.add(((Verdict.Valid) verdict).row());
            }
        } finally {
            validators.add(validator);
        }
        if (dryRun) {
            return;
        }
        long validated = System.nanoTime();
        Batch.log(logs, contract).append(valid);
        counts.add(Optional.of(contract), valid.size(), 0, 0);
        counts.took(0, validated - begun, System.nanoTime() - validated);
    }

    private Receipt take(RowSource from, Optional<Contract> contract, String source, LongConsumer progress) {
        Rows rows = new Rows();
        Tally tally = new Tally();
        while (from.fill(rows)) {
            Batch batch = new Batch(rows, from.isOneText(), source);
            Optional<EarlyEnd> end = process(batch, contract);
            batch.addTo(tally);
            if (end.isPresent()) {
                return tally.receipt(end);
            }
            progress.accept(tally.received());
        }
        return tally.receipt(from.end());
    }

    /** Takes a batch through all steps, or as far as it gets; returns why it got no further. */
    private Optional<EarlyEnd> process(Batch batch, Optional<Contract> contract) {
        if (!acquire()) {
            return Optional.of(new EarlyEnd(
                    Kind.BUSY,
                    "more rows are under way than the disk can take in time; send the rest again in a moment"));
        }
        RowValidator validator = borrow();
        try {
            return process(batch, validator, contract);
        } catch (NoSpaceException e) {
            return Optional.of(new EarlyEnd(
                    Kind.DISK_FULL,
                    "the disk is full: " + Reasons.of(e) + "; free some space and send the rest again"));
        } catch (IOException e) {
            return Optional.of(new EarlyEnd(Kind.UNAVAILABLE, "the log cannot be written: " + Reasons.of(e)));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // the sender must hear all the same what became of the rows before
            return Optional.of(new EarlyEnd(
                    Kind.UNAVAILABLE,
                    "something is wrong inside Candor; please report it: " + e + "; send the rest again"));
        } finally {
            validators.add(validator);
            batches.release();
        }
    }

    private Optional<EarlyEnd> process(Batch batch, RowValidator validator, Optional<Contract> contract)
            throws IOException {
        long begun = System.nanoTime();
        Optional<EarlyEnd> undecodable = batch.decode();
        if (undecodable.isPresent()) {
            return undecodable;
        }
        long decoded = System.nanoTime();
        batch.validate(validator, contract);
        long validated = System.nanoTime();
        try {
            batch.append(logs, this::index);
            batch.keepRefused(refusals);
        } finally {
            batch.addTo(counts);
            counts.took(decoded - begun, validated - decoded, System.nanoTime() - validated);
        }
        return Optional.empty();
    }

    private boolean acquire() {
        try {
            return batches.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private RowValidator borrow() {
        RowValidator free = validators.poll();
        return free == null ? new RowValidator() : free;
    }
}
