package dev.candor.sessions;

import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Consumer;

/** Goes through a session as it happened. */
public final class Replay {
    private final Scoring scoring;
    private final Instant start;
    private long number;

    private Replay(Scoring scoring, Instant start) {
        this.scoring = scoring;
        this.start = start;
    }

    /** Visits every event with what it did to the score. */
    public static void over(SessionEvents events, Scenario scenario, Consumer<ReplayStep> visitor) throws IOException {
        Instant start = OffsetDateTime.parse(events.facts().first()).toInstant();
        Replay replay = new Replay(scenario.scoring(), start);
        events.forEach(event -> visitor.accept(replay.step(event)));
    }

    private ReplayStep step(SessionEvent event) {
        Scoring.Step step = scoring.take(event);
        number++;
        return new ReplayStep(
                number,
                event.id(),
                event.timestamp(),
                event.at(),
                Duration.between(start, event.at()),
                event.phase(),
                event.actorId(),
                event.type(),
                event.outcome(),
                EventWords.of(event),
                step.running(),
                step.change(),
                step.why());
    }
}
