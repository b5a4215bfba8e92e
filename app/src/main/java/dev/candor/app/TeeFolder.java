package dev.candor.app;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.index.IndexedLog;
import dev.candor.index.LogTables;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.validation.contract.Contract;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A folder of {@code candor tee}: ingestion into it instead of the user path, with a quarantine of its own. */
public final class TeeFolder implements Closeable {
    private final Path folder;
    private final KeptLog events;
    private final KeptLog offenders;
    private final Quarantine quarantine;
    private final Pipeline pipeline;

    /** A folder, which need not be there yet. */
    public TeeFolder(Path folder, InstantSource clock, Consumer<String> notices) {
        this.folder = folder;
        this.events = log(folder, "events", clock, notices);
        this.offenders = log(folder.resolve(Hub.QUARANTINE), "rows", clock, notices);
        this.quarantine = new Quarantine(offenders, folder.resolve("quarantine.lock"), clock, new RunIds(clock));
        this.pipeline = new Pipeline(Map.of(Contract.ORCHESTRATION, events), quarantine, folder, Duration.ZERO);
    }

    private static KeptLog log(Path folder, String name, InstantSource clock, Consumer<String> notices) {
        return EventLog.inFolder(folder, LogSettings.standard().named(name), clock, notices);
    }

    /** Whether there are events, or rows that were refused. */
    public boolean isUsed() throws IOException {
        return !(events.parts().isEmpty() && offenders.parts().isEmpty());
    }

    /** What takes rows of orchestrators. */
    public Pipeline pipeline() {
        return pipeline;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    List<IndexedLog> indexedLogs() {
        return List.of(new IndexedLog(
                LogTables.QUARANTINE, offenders, folder.resolve("index").resolve(Hub.QUARANTINE)));
    }

    @Override
    public void close() throws IOException {
        try (offenders) {
            events.close();
        }
    }
}
