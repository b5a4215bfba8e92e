package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.RowFormat;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A pipeline over logs in a folder, as one process would have it; several may share a folder. */
final class FrontDoor {
    static final int REMEMBERED = 1000;
    static final int SEGMENT_ROWS = 64;
    private static final LogSettings SMALL_PARTS = LogSettings.standard().withPartBytes(4000);

    final List<QuarantinedRow> refused = new ArrayList<>();
    final Map<Contract, EventLog> logs;
    final Pipeline pipeline;

    FrontDoor(Path folder) {
        this(folder, SMALL_PARTS);
    }

    FrontDoor(Path folder, LogSettings settings) {
        this(folder, settings, log -> log, refusals -> refusals, Duration.ofSeconds(30));
    }

    FrontDoor(Path folder, Function<EventLog, EventLog> around) {
        this(folder, SMALL_PARTS, around, refusals -> refusals, Duration.ofSeconds(30));
    }

    FrontDoor(
            Path folder,
            Function<EventLog, EventLog> around,
            Function<Refusals, Refusals> aroundRefusals,
            Duration patience) {
        this(folder, SMALL_PARTS, around, aroundRefusals, patience);
    }

    private FrontDoor(
            Path folder,
            LogSettings settings,
            Function<EventLog, EventLog> around,
            Function<Refusals, Refusals> aroundRefusals,
            Duration patience) {
        this.logs = Contract.ALL.stream()
                .collect(Collectors.toMap(
                        contract -> contract,
                        contract -> around.apply(EventLog.inFolder(
                                folder.resolve(contract.id()),
                                settings,
                                () -> Instant.parse("2026-11-20T10:00:00Z"),
                                notice -> {}))));
        Refusals refusals = aroundRefusals.apply(refused::addAll);
        this.pipeline = new Pipeline(logs, refusals, folder.resolve("index"), patience, REMEMBERED, SEGMENT_ROWS);
    }

    Receipt take(String rows, RowFormat format, Optional<Contract> contract) {
        return pipeline.take(
                new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), format, contract, "test", n -> {});
    }

    Receipt lines(String... rows) {
        return take(String.join("\n", rows) + "\n", RowFormat.NDJSON, Optional.empty());
    }

    /** The rows that are in a contract's log. */
    List<String> rows(Contract contract) throws IOException {
        List<String> rows = new ArrayList<>();
        EventLog log = java.util.Objects.requireNonNull(logs.get(contract));
        log.read(
                log.start(), (bytes, from, to) -> rows.add(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
        return rows;
    }

    /** A valid row of contract skill-usage, with names in no order. */
    static String usage(int number) {
        return "{\"skill\": \"s" + number + "\", \"status\": \"success\", \"duration_ms\": " + number
                + ", \"timestamp_utc\": \"2026-11-20T10:00:00Z\", \"source\": \"x\", \"context\": \"run\"}";
    }

    /** A valid row of contract execution. */
    static String execution(String runId, String item) {
        return "{\"event\":\"access\",\"item_id\":\"" + item + "\",\"item_type\":\"knowledge\",\"run_id\":\"" + runId
                + "\",\"timestamp\":\"2026-11-20T10:00:00Z\"}";
    }
}
