package dev.candor.export.internal.verify;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.Scoring;
import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.session.SessionEvent;
import dev.candor.export.internal.session.SessionEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Goes through the events of a bundle once: checks each, holds it against its CSV row, and scores it. */
final class EventPass {
    private static final int PROGRESS_EVERY = 1 << 10;

    private final EventCheck check;
    private final Optional<Scoring> scoring;
    private final Optional<CsvComparison> csv;
    private final Witnesses witnesses;
    private final SessionEvents.Builder events = new SessionEvents.Builder();
    private Points claimedDeltas = Points.NONE;
    private long count;

    /**
     * A pass that has not begun.
     *
     * @param csv the rows to compare with, if there are any
     * @param witnesses the events that the report names
     */
    EventPass(EventCheck check, Optional<Scenario> scenario, Optional<CsvComparison> csv, Witnesses witnesses) {
        this.check = check;
        this.scoring = scenario.map(Scenario::scoring);
        this.csv = csv;
        this.witnesses = witnesses;
    }

    /** Goes through all events of a file. */
    void over(Path json, LongConsumer progress) throws IOException {
        try (EventStream stream = EventStream.open(json)) {
            while (stream.next()) {
                count++;
                Optional<SessionEvent> event = check.look(stream);
                if (event.isPresent()) {
                    take(event.get());
                }
                if (count % PROGRESS_EVERY == 0) {
                    progress.accept(count);
                }
            }
        }
        if (csv.isPresent()) {
            csv.get().finish();
        }
        progress.accept(count);
    }

    private void take(SessionEvent event) throws IOException {
        events.add(event);
        claimedDeltas = event.scoreDelta().map(claimedDeltas::plus).orElse(claimedDeltas);
        List<String> why = scoring.map(running -> running.take(event).why()).orElse(List.of());
        witnesses.take(event, why);
        if (csv.isPresent()) {
            csv.get().take(event);
        }
    }

    /** How many events there are, valid or not. */
    long count() {
        return count;
    }

    /** What the events claim that they change the score by, added up. */
    Points claimedDeltas() {
        return claimedDeltas;
    }

    /** What the events give; empty without a scenario, or when one of them is none. */
    Optional<Assessment> assessment() {
        return isComplete() ? scoring.map(Scoring::assessment) : Optional.empty();
    }

    private boolean isComplete() {
        return count > 0 && check.invalid() == 0;
    }

    /** All events in order; there must be one. */
    SessionEvents events() {
        return events.build();
    }
}
