package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.validation.contract.Contract;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** The pipeline over logs in a folder, with a quarantine that is only counted; fails when it is told to. */
public final class FailingIngestion implements Ingestion {
    private final Path folder;
    private final LongAdder quarantined = new LongAdder();
    private volatile Pipeline pipeline;
    private volatile Optional<Kind> failure = Optional.empty();
    private int starts;

    /** A pipeline over logs in this folder. */
    public FailingIngestion(Path folder) {
        this.folder = folder;
        this.pipeline = overLogsIn(folder.resolve("0"));
    }

    /** Begins with empty logs, and without the failure it was told of. */
    public void startOver() {
        quarantined.reset();
        failure = Optional.empty();
        pipeline = overLogsIn(folder.resolve(Integer.toString(++starts)));
    }

    private Pipeline overLogsIn(Path folder) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"));
        Map<Contract, EventLog> logs = Contract.ALL.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        contract -> EventLog.inFolder(
                                folder.resolve(contract.id()), LogSettings.standard(), clock, notice -> {})));
        return new Pipeline(logs, rows -> quarantined.add(rows.size()), folder.resolve("index"), Duration.ofSeconds(5));
    }

    /** From now on every call fails in this way, after one row was accepted. */
    public void failAs(Kind kind) {
        failure = Optional.of(kind);
    }

    /** How many rows were put into quarantine. */
    public long inQuarantine() {
        return quarantined.sum();
    }

    @Override
    public Receipt take(
            InputStream rows, RowFormat format, Optional<Contract> contract, String source, LongConsumer progress) {
        if (failure.isPresent()) {
            EarlyEnd end = new EarlyEnd(failure.get(), "a sentence");
            return new Receipt(1, 1, 0, 0, List.of(), Optional.empty(), Optional.of(end));
        }
        return pipeline.take(rows, format, contract, source, progress);
    }

    @Override
    public Receipt take(List<ObjectValue> rows, Optional<Contract> contract, String source) {
        if (failure.isPresent()) {
            EarlyEnd end = new EarlyEnd(failure.get(), "a sentence");
            return new Receipt(0, 0, 0, 0, List.of(), Optional.empty(), Optional.of(end));
        }
        return pipeline.take(rows, contract, source);
    }

    @Override
    public IngestionCounts counts() {
        return pipeline.counts();
    }
}
