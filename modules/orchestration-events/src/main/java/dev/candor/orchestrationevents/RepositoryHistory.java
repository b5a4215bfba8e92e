package dev.candor.orchestrationevents;

import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether one repository is in quarantine: from an event that says so until it is released, by their timestamps. Events of
 * the repository between the two contradict it.
 */
final class RepositoryHistory {
    private Optional<OrchestrationEvent> quarantine = Optional.empty();
    private Optional<Instant> released = Optional.empty();
    private Optional<OrchestrationEvent> activity = Optional.empty();
    private Optional<OrchestrationEvent> contradiction = Optional.empty();
    private long contradictions;

    void add(OrchestrationEvent event) {
        if (event.releases()) {
            released = later(released, event.at());
        } else if (event.status() == Status.QUARANTINED) {
            quarantined(event);
        } else {
            if (activity.filter(last -> last.at().isAfter(event.at())).isEmpty()) {
                activity = Optional.of(event);
            }
            contradict(event);
        }
    }

    private void quarantined(OrchestrationEvent event) {
        boolean already = isQuarantined();
        if (quarantine.filter(last -> last.at().isAfter(event.at())).isPresent()) {
            return;
        }
        quarantine = Optional.of(event);
        if (!already) {
            contradiction = Optional.empty();
            contradictions = 0;
            // what was done after it may have been told before it
            activity.ifPresent(this::contradict);
        }
    }

    private void contradict(OrchestrationEvent event) {
        if (isQuarantined() && event.at().isAfter(quarantine.orElseThrow().at())) {
            contradiction = Optional.of(event);
            contradictions++;
        }
    }

    private static Optional<Instant> later(Optional<Instant> one, Instant other) {
        return one.filter(instant -> instant.isAfter(other)).isPresent() ? one : Optional.of(other);
    }

    /** A release at the very moment of the quarantine comes after it. */
    boolean isQuarantined() {
        return quarantine
                .filter(event -> released.isEmpty() || event.at().isAfter(released.get()))
                .isPresent();
    }

    /** The event that put it into quarantine last. */
    Optional<OrchestrationEvent> quarantine() {
        return quarantine;
    }

    /** What was done in spite of the last quarantine, and when for the last time. */
    Optional<Contradiction> contradiction() {
        return contradiction.map(event -> new Contradiction(
                "ACTIVE_IN_QUARANTINE",
                event.at(),
                "the repository is in quarantine since "
                        + Utc.timestamp(quarantine.orElseThrow().at()) + ", and yet "
                        + event.key().words() + " " + event.status().word()
                        + (contradictions > 1 ? "; so did " + (contradictions - 1) + " before" : "")
                        + "; release it first"));
    }
}
