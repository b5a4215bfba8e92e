package dev.candor.app;

import dev.candor.config.ConfigException;
import dev.candor.config.ConfigFile;
import dev.candor.config.LogKeeping;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogHealth;
import dev.candor.eventlog.Pruned;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.PeriodicTask;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Looks after the logs as long as a server runs, when it starts and then each time a pause is over: compresses and
 * removes what {@code config.yaml} says, and inspects what is left.
 */
public final class LogKeeper implements AutoCloseable {
    private static final int MAX_NAMED = 5;

    private final SortedMap<String, KeptLog> logs;
    private final ConfigFile config;
    private final Consumer<String> notices;
    private final ReentrantLock state = new ReentrantLock();
    private final SortedMap<String, LogHealth> conditions = new TreeMap<>();
    private final Map<String, String> lastFailures = new HashMap<>();
    private final PeriodicTask task;
    private final int inspectEach;
    /** Of the task's thread only. */
    private int round;

    private volatile boolean closed;

    /**
     * Begins.
     *
     * @param logs by name
     * @param config read anew each time
     * @param pause from the end of one round to the next
     * @param inspectEach which rounds inspect: the first one, and then each so many; all of them remove and compress
     * @param notices takes sentences about what was removed, is damaged or failed
     */
    public LogKeeper(
            SortedMap<String, KeptLog> logs,
            ConfigFile config,
            Duration pause,
            int inspectEach,
            Consumer<String> notices) {
        this.logs = logs;
        this.config = config;
        this.notices = notices;
        this.inspectEach = inspectEach;
        this.task = new PeriodicTask("log-keeper", Duration.ZERO, pause, this::run);
    }

    private void run() {
        boolean inspects = round++ % inspectEach == 0;
        logs.forEach((name, log) -> lookAfter(name, log, inspects));
    }

    private boolean isClosed() {
        return closed;
    }

    private void lookAfter(String name, KeptLog log, boolean inspects) {
        if (isClosed()) {
            return;
        }
        try {
            keep(name, log, config.logKeeping());
            if (inspects) {
                inspect(name, log);
            }
            lastFailures.remove(name);
        } catch (ConfigException e) {
            failed(name, e.sentence());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failed(name, Reasons.of(e));
        }
    }

    private void keep(String name, KeptLog log, LogKeeping keeping) throws IOException {
        if (!keeping.retention().isUnlimited()) {
            Pruned pruned = log.prune(keeping.retention(), false);
            if (!pruned.parts().isEmpty()) {
                notices.accept("removed " + Wording.count(pruned.parts().size(), "old part") + " of the log " + name
                        + ", " + Wording.count(pruned.bytes(), "byte") + ", as config.yaml says");
            }
        }
        if (keeping.settings().gzip()) {
            log.compress(this::isClosed);
        }
    }

    private void inspect(String name, KeptLog log) throws IOException {
        Optional<LogHealth> inspected = log.inspect(this::isClosed);
        if (inspected.isEmpty()) {
            return;
        }
        LogHealth found = inspected.get();
        LogHealth before;
        state.lock();
        try {
            before = conditions.getOrDefault(name, LogHealth.empty());
            conditions.put(name, found);
        } finally {
            state.unlock();
        }
        if (found.missingParts() > before.missingParts()) {
            notices.accept(missing(name, log.missingParts()));
        }
        if (found.damagedRows() > before.damagedRows()) {
            notices.accept("the log " + name + " has " + Wording.count(found.damagedRows(), "damaged row") + ", "
                    + Wording.count(found.damagedBytes(), "byte")
                    + "; what is damaged is passed over, and copied beside the log into *.damaged");
        }
    }

    private static String missing(String name, List<String> parts) {
        return "the log " + name + " lacks " + Wording.count(parts.size(), "part")
                + " that nobody pruned: "
                + String.join(", ", parts.subList(0, Math.min(parts.size(), MAX_NAMED)))
                + (parts.size() > MAX_NAMED ? ", …" : "")
                + "; rows in them can no longer be read. Put the files back, or see docs/file-formats.md for how to accept the loss";
    }

    private void failed(String name, String reason) {
        if (!reason.equals(lastFailures.put(name, reason))) {
            notices.accept("the log " + name + " could not be looked after, which will be tried again: " + reason);
        }
    }

    /** How sound the logs were when they were inspected last, by name; one that was not inspected yet is missing. */
    public SortedMap<String, LogHealth> conditions() {
        state.lock();
        try {
            return Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
        } finally {
            state.unlock();
        }
    }

    /** Returns when the part of a log that is being looked after is done with. */
    @Override
    public void close() {
        closed = true;
        task.close();
    }
}
