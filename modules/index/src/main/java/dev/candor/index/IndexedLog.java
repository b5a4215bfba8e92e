package dev.candor.index;

import dev.candor.eventlog.KeptLog;
import java.nio.file.Path;

/**
 * A log and where its index is.
 *
 * @param folder of its own, for one file for each closed part; it may be deleted at any time
 */
public record IndexedLog(LogTable table, KeptLog log, Path folder) {}
