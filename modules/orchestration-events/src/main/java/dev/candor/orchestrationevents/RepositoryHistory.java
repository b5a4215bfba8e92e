package dev.candor.orchestrationevents;

import dev.candor.foundation.time.Utc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether one repository is in quarantine: from the first event that says so until it is released, in the order of
 * {@link Placed}. Events of the repository between the two contradict it.
 */
final class RepositoryHistory {
    private final Placing placing = new Placing();
    private Optional<Placed> since = Optional.empty();
    private Optional<Placed> latest = Optional.empty();
    private Optional<Placed> released = Optional.empty();
    private Optional<Placed> activity = Optional.empty();
    private Optional<OrchestrationEvent> contradiction = Optional.empty();
    private long contradictions;

    void add(OrchestrationEvent event) {
        Placed placed = placing.next(event);
        if (event.releases()) {
            released(placed);
        } else if (event.status() == Status.QUARANTINED) {
            quarantined(placed);
        } else {
            activity = later(activity, placed);
            contradict(placed);
        }
    }

    private void released(Placed release) {
        released = later(released, release);
        if (isQuarantined() && since.filter(first -> !isOver(first)).isEmpty()) {
            // what was told before it was put there again between the two
            since = latest;
        }
    }

    private void quarantined(Placed event) {
        if (isOver(event)) {
            return;
        }
        if (isQuarantined()) {
            since = since.filter(first -> first.compareTo(event) < 0).or(() -> Optional.of(event));
            latest = later(latest, event);
            return;
        }
        since = Optional.of(event);
        latest = since;
        contradiction = Optional.empty();
        contradictions = 0;
        // what was done after it may have been told before it
        activity.ifPresent(this::contradict);
    }

    private void contradict(Placed done) {
        if (isQuarantined() && done.time().isAfter(since.orElseThrow().time())) {
            contradiction = Optional.of(done.event());
            contradictions++;
        }
    }

    private static Optional<Placed> later(Optional<Placed> one, Placed other) {
        return one.filter(placed -> placed.compareTo(other) > 0).or(() -> Optional.of(other));
    }

    /** Whether a release came after it. */
    private boolean isOver(Placed quarantine) {
        return released.filter(release -> release.compareTo(quarantine) > 0).isPresent();
    }

    boolean isQuarantined() {
        return latest.filter(event -> !isOver(event)).isPresent();
    }

    /** The event that put it into the quarantine in which it is; empty without quarantine. */
    Optional<OrchestrationEvent> quarantine() {
        return since.filter(first -> isQuarantined()).map(Placed::event);
    }

    /** The last event that said so again, or the same; empty without quarantine. */
    Optional<OrchestrationEvent> latestQuarantine() {
        return latest.filter(last -> isQuarantined()).map(Placed::event);
    }

    /** A time of the quarantine that cannot be; what was done in spite of it, and when for the last time. */
    List<Contradiction> contradictions() {
        List<Contradiction> told = new ArrayList<>();
        Stream.concat(quarantine().stream(), latestQuarantine().stream())
                .distinct()
                .filter(OrchestrationEvent::isAhead)
                .map(Contradiction::inFuture)
                .forEach(told::add);
        contradiction.ifPresent(event -> told.add(new Contradiction(
                "ACTIVE_IN_QUARANTINE",
                event.at(),
                "the repository is in quarantine since "
                        + Utc.timestamp(since.orElseThrow().event().at()) + ", and yet "
                        + event.key().words() + " " + event.status().word()
                        + (contradictions > 1 ? "; so did " + (contradictions - 1) + " before" : "")
                        + "; release it first")));
        return told;
    }
}
