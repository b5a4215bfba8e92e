package dev.candor.export;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.foundation.eventlog.EventLog;
import dev.candor.foundation.tool.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The sessions of a log, or of a file with its rows. Safe for concurrent calls. */
public final class Sessions {
    private final EventLog log;
    private final Scenarios scenarios;
    private final Path scratch;
    private final Spool spool = id -> {
        throw new IOException(id);
    };

    private interface Spool {
        SessionEvents open(String id) throws IOException;
    }

    /**
     * The sessions of a log of contract {@code session}.
     *
     * @param scratch a folder for what does not fit in memory while a session is read
     */
    public Sessions(EventLog log, Scenarios scenarios, Path scratch) {
        this.log = log;
        this.scenarios = scenarios;
        this.scratch = scratch;
    }

    /**
     * Opens a session; whoever opens it closes it.
     *
     * @param from an NDJSON file to read instead of the log
     * @param scenario the scenario's id; without it the one that knows all phases and event types of the session
     * @param progress takes how many rows were read
     * @throws ToolException {@code session-not-found}, {@code session-contradicts} (an event id twice with different
     *     content, or two participants), {@code events-invalid} (a line of the file is no session event),
     *     {@code scenario-unknown}, {@code scenario-unclear}, {@code scenario-invalid}
     */
    public OpenSession open(String sessionId, Optional<Path> from, Optional<String> scenario, LongConsumer progress)
            throws ToolException, IOException {
        SessionEvents events = spool.open(sessionId);
        Scenario fitting = scenario.isPresent()
                ? scenarios.named(scenario.get())
                : scenarios.fitting(events.facts().phases(), events.facts().types());
        log.read(log.start(), (bytes, start, end) -> progress.accept(Files.size(scratch)));
        return new OpenSession(events, fitting, fitting.scoring().assessment());
    }

    /**
     * The sessions there are, the one with the latest event first.
     *
     * @param from an NDJSON file to read instead of the log
     * @param limit how many at most
     */
    public SessionList list(Optional<Path> from, int limit) throws ToolException, IOException {
        return new SessionList(List.of(), limit);
    }

    /**
     * Some sessions.
     *
     * @param sessions at most as many as were asked for
     * @param total how many there are
     */
    public record SessionList(List<SessionSummary> sessions, long total) {}

    /**
     * A session in a list.
     *
     * @param scenarioId the one scenario that knows its words; empty when none does or several do
     * @param state {@code complete} when the event that ends its scenario's last phase is there, else {@code open}
     * @param phase of its last event
     * @param failed how many of its events have the outcome {@code fail}
     */
    public record SessionSummary(
            String sessionId,
            String participantId,
            Optional<String> scenarioId,
            String state,
            String phase,
            long events,
            long failed,
            String first,
            String last) {}
}
