package dev.candor.export.verify;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.export.ExportFormat;
import dev.candor.export.ExportOptions;
import dev.candor.export.SessionBundle;
import dev.candor.foundation.json.RowFile;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Bundles as an export writes them. */
final class GoodBundle {
    private GoodBundle() {}

    /** The bundle of the one session that some rows are of, below a folder. */
    static Path of(List<String> rows, String sessionId, Path folder, boolean spreadsheetSafe) throws Exception {
        try (LoadedSession session = open(rows, sessionId, folder, Verified.SHIPPED)) {
            return Path.of(new SessionBundle(session, new ExportOptions(Optional.empty(), spreadsheetSafe))
                    .writeTo(folder.resolve("bundles"), EnumSet.allOf(ExportFormat.class), false, count -> {})
                    .folder());
        }
    }

    /** The one session that some rows are of. */
    static LoadedSession open(List<String> rows, String sessionId, Path folder, Path scenarios) throws Exception {
        Path file = Files.write(folder.resolve(sessionId + ".ndjson"), rows);
        EventLog log = EventLog.inFolder(
                folder.resolve("log"), LogSettings.standard(), InstantSource.fixed(Instant.EPOCH), notice -> {});
        Sessions sessions = new Sessions(
                log,
                () -> {
                    throw new IOException("nothing is listed here");
                },
                new ScenarioFolders(List.of(scenarios)));
        return sessions.open(sessionId, Optional.of(new RowFile(file)), Optional.empty(), count -> {});
    }
}
