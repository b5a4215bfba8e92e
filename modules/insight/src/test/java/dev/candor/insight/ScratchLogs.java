package dev.candor.insight;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import dev.candor.index.LogTable;
import dev.candor.index.LogTables;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Logs of all tables in a folder, in small parts, and their index. */
final class ScratchLogs implements AutoCloseable {
    private static final int PART_BYTES = 20_000;

    private final Map<String, KeptLog> logs = new LinkedHashMap<>();
    private final EventIndex index;

    ScratchLogs(Path folder) throws IOException {
        List<IndexedLog> indexed = new ArrayList<>();
        for (LogTable table : LogTables.ALL) {
            KeptLog log = EventLog.inFolder(
                    folder.resolve(table.name()),
                    LogSettings.standard().withPartBytes(PART_BYTES),
                    InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                    notice -> {});
            logs.put(table.name(), log);
            indexed.add(new IndexedLog(table, log, folder.resolve("index/" + table.name())));
        }
        index = new EventIndex(indexed);
    }

    EventIndex index() {
        return index;
    }

    KeptLog log(Contract contract) {
        return Objects.requireNonNull(logs.get(LogTable.of(contract).name()));
    }

    void append(Contract contract, String... rows) throws IOException {
        append(LogTable.of(contract), rows);
    }

    void append(LogTable table, String... rows) throws IOException {
        logs.get(table.name())
                .append(Stream.of(rows)
                        .map(row -> row.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    static String skillRun(String skill, boolean succeeded, long durationMs, String at) {
        return "{\"context\":\"run\",\"duration_ms\":" + durationMs
                + (succeeded ? "" : ",\"error_class\":\"git\",\"reason_code\":\"git_push_failed\"") + ",\"skill\":\""
                + skill + "\",\"source\":\"ci\",\"status\":\"" + (succeeded ? "success" : "failure")
                + "\",\"timestamp_utc\":\"" + at + "\"}";
    }

    static String itemRun(String item, String type, String outcome, long durationMs, String at) {
        return "{\"duration_ms\":" + durationMs + ",\"event\":\"run\",\"item_id\":\"" + item + "\",\"item_type\":\""
                + type + "\",\"outcome\":\"" + outcome + "\",\"run_id\":\"r\",\"timestamp\":\"" + at + "\"}";
    }

    static String clear(String item) {
        return "{\"event\":\"clear\",\"item_id\":\"" + item
                + "\",\"run_id\":\"c\",\"timestamp\":\"2026-11-20T12:00:00Z\"}";
    }

    @Override
    public void close() throws IOException {
        index.close();
        for (KeptLog log : logs.values()) {
            log.close();
        }
    }
}
