package dev.candor.index;

import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A log and where its index is.
 *
 * @param folder of its own, for one file for each closed part; it may be deleted at any time
 */
public record IndexedLog(LogTable table, KeptLog log, Path folder) {
    IndexFolder files() {
        return new IndexFolder(folder, table.version());
    }

    /** The closed parts that have none. */
    List<LogPart> partsWithoutFile() throws IOException {
        IndexFolder files = files();
        return log.parts().stream()
                .filter(part -> part.isClosed() && !files.hasFileOf(part))
                .toList();
    }
}
