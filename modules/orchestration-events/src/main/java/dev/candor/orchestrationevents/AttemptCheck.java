package dev.candor.orchestrationevents;

import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the attempts of one run key, event by event in the order of time: they begin at 1 and go up by one with each
 * rerun, and an attempt that was started ends before the next begins.
 */
final class AttemptCheck {
    /** How many contradictions are told in words; the others are counted. */
    static final int MAX_NAMED = 5;

    private final List<Contradiction> contradictions = new ArrayList<>();
    private long count;
    private Optional<OrchestrationEvent> before = Optional.empty();
    private Optional<Instant> startedAt = Optional.empty();

    void next(OrchestrationEvent event) {
        if (event.isAhead()) {
            tell(Contradiction.inFuture(event));
        }
        before.filter(last -> !beginsAnew(event, last)).ifPresent(last -> compare(last, event));
        if (event.status() == Status.STARTED) {
            startedAt = Optional.of(event.at());
        } else if (before.filter(last -> beginsAnew(event, last)).isPresent()) {
            startedAt = Optional.empty();
        }
        before = Optional.of(event);
    }

    /** After a run has ended, the next begins with attempt 1 again. */
    private static boolean beginsAnew(OrchestrationEvent event, OrchestrationEvent last) {
        return event.attempt() == 1 && last.status().isTerminal();
    }

    private void compare(OrchestrationEvent last, OrchestrationEvent event) {
        long from = last.attempt();
        long to = event.attempt();
        if (last.status() == Status.STARTED && event.status() == Status.STARTED) {
            tell(
                    "STARTED_TWICE",
                    event,
                    "attempt " + to + " was started while attempt " + from + ", started at " + Utc.timestamp(last.at())
                            + ", had not ended");
        }
        if (to < from) {
            tell(
                    "ATTEMPT_WENT_BACK",
                    event,
                    "the attempt went back from " + from + " to " + to + " before the run had ended");
        } else if (to > from + 1) {
            tell(
                    "ATTEMPT_SKIPPED",
                    event,
                    "the attempt went from " + from + " to " + to + ": events of what is between are missing");
        } else if (to == from && event.status() == Status.RETRIED && last.status() == Status.FAILED) {
            tell(
                    "ATTEMPT_NOT_RAISED",
                    event,
                    "a rerun was told with attempt " + to + ", which had failed already; a rerun has the next number");
        }
    }

    private void tell(String code, OrchestrationEvent event, String sentence) {
        tell(new Contradiction(code, event.at(), sentence));
    }

    private void tell(Contradiction contradiction) {
        count++;
        if (contradictions.size() == MAX_NAMED) {
            contradictions.removeFirst();
        }
        contradictions.add(contradiction);
    }

    /** The last event; there must be one. */
    OrchestrationEvent last() {
        return before.orElseThrow();
    }

    /** When the run that is under way, or was last, began, as far as that was told. */
    Optional<Instant> startedAt() {
        return startedAt;
    }

    /** What contradicts itself, the latest last. */
    List<Contradiction> contradictions() {
        return List.copyOf(contradictions);
    }

    /** How many contradictions there were, also those that are not told. */
    long count() {
        return count;
    }
}
