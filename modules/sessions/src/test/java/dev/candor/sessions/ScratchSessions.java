package dev.candor.sessions;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The sessions of a log in a folder, and their index. */
final class ScratchSessions implements AutoCloseable {
    private final KeptLog log;
    private final EventIndex index;
    private final Sessions sessions;

    ScratchSessions(Path folder) throws IOException {
        log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard(),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                notice -> {});
        index = new EventIndex(List.of(new IndexedLog(SessionListing.TABLES.getFirst(), log, folder.resolve("index"))));
        sessions = new Sessions(log, () -> index, new ScenarioFolders(List.of(Path.of("../../config/scenarios"))));
    }

    Sessions sessions() {
        return sessions;
    }

    void record(List<String> rows) throws IOException {
        log.append(rows.stream()
                .map(row -> JsonWriter.compact(JsonValue.parse(row)).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    @Override
    public void close() throws IOException {
        index.close();
        log.close();
    }
}
