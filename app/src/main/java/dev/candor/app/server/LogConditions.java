package dev.candor.app.server;

import dev.candor.eventlog.LogHealth;
import java.util.SortedMap;

/** How sound the logs were when they were inspected last. */
public interface LogConditions {
    /** By the name of the log; a log that was not inspected yet is missing. */
    SortedMap<String, LogHealth> conditions();
}
