package dev.candor.orchestrationevents;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Runs over a log in a folder, asked at a time that the test says. */
final class LoggedRuns implements AutoCloseable {
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    final KeptLog log;
    final OrchestrationRuns runs;

    private final Path folder;
    private final EventIndex index;

    LoggedRuns(Path folder) throws IOException {
        this(folder, LogSettings.standard());
    }

    LoggedRuns(Path folder, LogSettings settings) throws IOException {
        this.folder = folder;
        this.log = EventLog.inFolder(folder.resolve("log"), settings, now::get, notice -> {});
        this.index = newIndex();
        this.runs = new OrchestrationRuns(() -> index, now::get);
    }

    private EventIndex newIndex() throws IOException {
        return new EventIndex(List.of(new IndexedLog(TimedEvents.TABLES.getFirst(), log, folder.resolve("index"))));
    }

    void add(String... rows) throws IOException {
        log.append(Arrays.stream(rows)
                .map(row -> row.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        log.read(
                log.start(), (bytes, from, to) -> rows.add(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
        return rows;
    }

    ObjectValue report() throws IOException {
        return report("{}");
    }

    ObjectValue report(String query) throws IOException {
        return Events.report(runs, query);
    }

    /** As another process tells it, which has read nothing yet. */
    ObjectValue reportOfAnotherProcess() throws IOException {
        try (EventIndex another = newIndex()) {
            return Events.report(new OrchestrationRuns(() -> another, now::get), "{}");
        }
    }

    @Override
    public void close() throws IOException {
        index.close();
        log.close();
    }
}
