package dev.candor.sessions;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring.Assessment;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A session that was read and scored. For one thread at a time. */
public final class LoadedSession implements Closeable {
    private final SessionEvents events;
    private final Scenario scenario;
    private final Assessment assessment;
    private final List<String> notes;
    private final Runnable whenClosed;
    private boolean closed;

    /**
     * A session.
     *
     * @param notes what there is to say of where it was read from, a sentence each
     * @param whenClosed run once
     */
    public LoadedSession(
            SessionEvents events, Scenario scenario, Assessment assessment, List<String> notes, Runnable whenClosed) {
        this.events = events;
        this.scenario = scenario;
        this.assessment = assessment;
        this.notes = List.copyOf(notes);
        this.whenClosed = whenClosed;
    }

    /** Its events in order. */
    public SessionEvents events() {
        return events;
    }

    /** The scenario that it was scored by. */
    public Scenario scenario() {
        return scenario;
    }

    /** What the events came to. */
    public Assessment assessment() {
        return assessment;
    }

    /** How many events it has. */
    public long count() {
        return events.facts().count();
    }

    public String scenarioId() {
        return scenario.id();
    }

    /** {@code score_total, status, why}. */
    public ObjectValue score() {
        return assessment.score();
    }

    /** The report, which keeps {@code schemas/session/1/report.schema.json}. */
    public ObjectValue report() {
        return assessment.report();
    }

    /** How each objective went from the first assessment to the repeated one, a line for people each. */
    public List<String> lineage() {
        return assessment.lineage().stream().map(LineageText::of).toList();
    }

    /** What an auditor should know and the report has no place for. The manifest says what of it the events say. */
    public List<String> warnings() {
        return Stream.concat(assessment.warnings().stream(), notes.stream()).toList();
    }

    /** Goes through the session as it happened. */
    public void replay(Consumer<ReplayStep> visitor) throws IOException {
        Replay.over(events, scenario, visitor);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whenClosed.run();
        }
    }
}
