package dev.candor.orchestrationevents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The events of one run key, told in the order of {@link Placed}.
 *
 * <p>Emitters race, so events may come a little out of order: the last {@value #WINDOW} wait here, sorted, and only the
 * oldest of more is settled for good. One that is older than what is settled is counted, and changes nothing. Memory is
 * bounded so however many events there are.
 */
final class RunHistory {
    /** How many events may be out of order. */
    static final int WINDOW = 8;

    private final Placing placing = new Placing();
    private final List<Placed> waiting = new ArrayList<>(1);
    private final AttemptCheck settled;
    private Instant horizon = Instant.MIN;
    private long events;
    private long late;

    RunHistory() {
        this(new AttemptCheck());
    }

    private RunHistory(AttemptCheck settled) {
        this.settled = settled;
    }

    void add(OrchestrationEvent event) {
        events++;
        Placed placed = placing.next(event);
        if (placed.time().isBefore(horizon)) {
            late++;
            return;
        }
        waiting.add(placed);
        waiting.sort(Comparator.naturalOrder());
        if (waiting.size() > WINDOW) {
            Placed oldest = waiting.removeFirst();
            settled.next(oldest.event());
            horizon = oldest.time();
        }
    }

    /** The event whose place is the last. */
    OrchestrationEvent last() {
        return waiting.getLast().event();
    }

    /** How many events there were. */
    long events() {
        return events;
    }

    /** How many came too late to be put in their place. */
    long late() {
        return late;
    }

    /** When the run that is under way, or was last, began, as far as that was told. */
    Optional<Instant> startedAt() {
        return told().startedAt();
    }

    /** What contradicts itself, the latest last. */
    List<Contradiction> contradictions() {
        return told().contradictions();
    }

    /** How many contradictions there were, also those that are no longer told. */
    long contradictionCount() {
        return told().count();
    }

    private AttemptCheck told() {
        AttemptCheck told = settled.copy();
        waiting.forEach(placed -> told.next(placed.event()));
        return told;
    }
}
