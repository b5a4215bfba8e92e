package dev.candor.orchestrationevents;

import dev.candor.foundation.time.Utc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether one repository is in quarantine: from the first event that says so until it is released. Events of the repository
 * between the two contradict it. Takes the events in the order of time; not for two threads.
 */
final class RepositoryHistory {
    private Optional<OrchestrationEvent> since = Optional.empty();
    private Optional<OrchestrationEvent> latest = Optional.empty();
    private Optional<OrchestrationEvent> activity = Optional.empty();
    private long activities;

    void add(OrchestrationEvent event) {
        if (event.releases()) {
            since = Optional.empty();
            latest = Optional.empty();
            activity = Optional.empty();
            activities = 0;
        } else if (event.status() == Status.QUARANTINED) {
            since = since.or(() -> Optional.of(event));
            latest = Optional.of(event);
        } else if (since.filter(first -> event.place().isAfter(first.place())).isPresent()) {
            activity = Optional.of(event);
            activities++;
        }
    }

    /** The event that put it into the quarantine in which it is; empty without quarantine. */
    Optional<OrchestrationEvent> quarantine() {
        return since;
    }

    /** The last event that said so again, or the same; empty without quarantine. */
    Optional<OrchestrationEvent> latestQuarantine() {
        return latest;
    }

    /** A time of the quarantine that cannot be; what was done in spite of it, and when for the last time. */
    List<Contradiction> contradictions() {
        List<Contradiction> told = new ArrayList<>();
        Stream.concat(since.stream(), latest.stream())
                .distinct()
                .filter(OrchestrationEvent::isAhead)
                .map(Contradiction::inFuture)
                .forEach(told::add);
        activity.ifPresent(event -> told.add(new Contradiction(
                "ACTIVE_IN_QUARANTINE",
                event.at(),
                "the repository is in quarantine since "
                        + Utc.timestamp(since.orElseThrow().at()) + ", and yet "
                        + event.key().words() + " " + event.status().word()
                        + (activities > 1 ? "; so did " + (activities - 1) + " before" : "")
                        + "; release it first")));
        return told;
    }
}
