package dev.candor.export;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.Scoring;
import dev.candor.export.internal.session.Gathering;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.export.internal.session.SessionRows;
import dev.candor.export.internal.session.SessionTable;
import dev.candor.foundation.eventlog.EventLog;
import dev.candor.foundation.tool.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The sessions of a log, or of a file with its rows. Safe for concurrent calls. */
public final class Sessions {
    private final EventLog log;
    private final Scenarios scenarios;
    private final Path scratch;

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
        try (Gathering gathering = new Gathering(sessionId, scratch)) {
            SessionEvents events = gathering.events(log, from, progress);
            try {
                Scenario fitting = scenario.isPresent()
                        ? scenarios.named(scenario.get())
                        : scenarios.fitting(
                                events.facts().phases(), events.facts().types());
                Scoring scoring = fitting.scoring();
                events.forEach(scoring::take);
                return new OpenSession(events, fitting, scoring.assessment(), gathering.notes());
            } catch (ToolException | IOException | RuntimeException e) {
                events.close();
                throw e;
            }
        }
    }

    /**
     * The sessions there are, the one with the latest event first.
     *
     * @param from an NDJSON file to read instead of the log
     * @param limit how many at most
     */
    public SessionList list(Optional<Path> from, int limit) throws ToolException, IOException {
        List<Scenario> known = new ArrayList<>();
        for (Map.Entry<String, String> problem : scenarios.problems().entrySet()) {
            if (problem.getValue().isEmpty()) {
                known.add(scenarios.named(problem.getKey()));
            }
        }
        SessionTable table = new SessionTable(known);
        if (from.isPresent()) {
            SessionRows.ofFile(from.get(), table, rows -> {});
        } else {
            SessionRows.ofLog(log, new byte[0], table, rows -> {});
        }
        return new SessionList(
                table.latest(limit).stream().map(Sessions::summary).toList(), table.total());
    }

    private static SessionSummary summary(SessionTable.Row row) {
        return new SessionSummary(
                row.sessionId(),
                row.participantId(),
                row.scenarioId(),
                row.isComplete() ? "complete" : "open",
                row.phase(),
                row.events(),
                row.failed(),
                row.first(),
                row.last());
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
