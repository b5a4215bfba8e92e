package dev.candor.index;

import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogPart;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A log and where its index is.
 *
 * @param folder of its own, for one file for each closed part; it may be deleted at any time
 */
public record IndexedLog(LogTable table, KeptLog log, Path folder) {
    IndexFolder files() {
        return new IndexFolder(folder, table.version());
    }

    /** Whether a closed part has no file. */
    boolean lacksFile() throws IOException {
        IndexFolder files = files();
        for (LogPart part : log.parts()) {
            if (part.isClosed() && !files.hasFileOf(part)) {
                return true;
            }
        }
        return false;
    }
}
