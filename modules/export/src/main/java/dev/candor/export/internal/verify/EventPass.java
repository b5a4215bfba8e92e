package dev.candor.export.internal.verify;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.Scoring;
import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.session.BundleJson;
import dev.candor.export.internal.session.SessionEvent;
import dev.candor.export.internal.session.SessionEvents.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Goes through the events of a bundle once: checks each, holds it against its CSV row, and scores it. */
final class EventPass {
    private static final int MAX_WORDS = 1000;
    private static final int PROGRESS_EVERY = 1 << 10;

    private final EventCheck check;
    private final Optional<Scoring> scoring;
    private final Optional<CsvComparison> csv;
    private final Witnesses witnesses;
    private final SortedSet<String> phases = new TreeSet<>();
    private final SortedSet<String> types = new TreeSet<>();
    private Optional<SessionEvent> first = Optional.empty();
    private Optional<SessionEvent> last = Optional.empty();
    private Points claimedDeltas = Points.NONE;
    private long count;
    private boolean areCanonical = true;

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
        try (EventStream events = EventStream.open(json)) {
            while (events.next()) {
                count++;
                Optional<SessionEvent> event = check.look(events);
                if (event.isPresent()) {
                    areCanonical = areCanonical && isCanonical(event.get(), events);
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
        first = first.isEmpty() ? Optional.of(event) : first;
        last = Optional.of(event);
        note(phases, event.phase());
        note(types, event.type());
        claimedDeltas = event.scoreDelta().map(claimedDeltas::plus).orElse(claimedDeltas);
        List<String> why = scoring.map(running -> running.take(event).why()).orElse(List.of());
        witnesses.take(event, why);
        if (csv.isPresent()) {
            csv.get().take(event);
        }
    }

    private static boolean isCanonical(SessionEvent event, EventStream events) {
        byte[] line = BundleJson.line(event).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(line, 0, line.length, events.bytes(), 0, events.length());
    }

    private static void note(SortedSet<String> words, String word) {
        if (words.size() < MAX_WORDS) {
            words.add(word);
        }
    }

    /** How many events there are, valid or not. */
    long count() {
        return count;
    }

    /** Whether all valid events stand there as an export writes them. */
    boolean areCanonical() {
        return areCanonical;
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

    /** What is known of the events as a whole; empty when one of them is none. */
    Optional<Facts> facts() {
        return isComplete()
                ? Optional.of(new Facts(
                        first.orElseThrow().sessionId(),
                        first.orElseThrow().participantId(),
                        count,
                        first.orElseThrow().timestamp(),
                        last.orElseThrow().timestamp(),
                        phases,
                        types))
                : Optional.empty();
    }
}
