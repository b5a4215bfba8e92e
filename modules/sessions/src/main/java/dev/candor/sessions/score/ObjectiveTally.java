package dev.candor.sessions.score;

import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.ObjectivePolicy.Penalty;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** How an objective stands: what was shown in the repeated assessment counts, when there is any, instead of the first. */
final class ObjectiveTally {
    private final Objective objective;
    private final AssessmentState first;
    private final AssessmentState repeated;

    /**
     * What an event did to an objective.
     *
     * @param change of its points
     */
    record Effect(String objectiveId, BigDecimal change, String sentence) {}

    ObjectiveTally(Objective objective) {
        this.objective = objective;
        this.first = new AssessmentState(objective, objective.first());
        this.repeated = new AssessmentState(objective, objective.repeated());
    }

    /** The event types that have to do with it. */
    Set<String> types() {
        return objective.policy() instanceof Penalty penalty
                ? Set.of(objective.evidenceEvent(), penalty.event())
                : Set.of(objective.evidenceEvent());
    }

    /**
     * Takes an event of one of its types.
     *
     * @param seconds from the first event of its phase
     */
    Optional<Effect> take(SessionEvent event, BigDecimal seconds) {
        BigDecimal before = points();
        return what(event, seconds).map(what -> {
            BigDecimal change = points().subtract(before);
            return new Effect(
                    objective.id(),
                    change,
                    Words.signed(change) + " " + objective.id() + ": " + what + " (" + Words.shown(event.id()) + ").");
        });
    }

    private Optional<String> what(SessionEvent event, BigDecimal seconds) {
        if (first.isIn(event.phase())) {
            return first.take(event, seconds)
                    .map(what -> repeated.isMade() ? what + ", but the repeated assessment counts" : what);
        }
        if (repeated.isIn(event.phase())) {
            boolean instead = first.isMade() && !repeated.isMade();
            return repeated.take(event, seconds)
                    .map(what -> instead && repeated.isMade()
                            ? what + "; it counts instead of the " + Words.number(first.points())
                                    + " of the first assessment"
                            : what);
        }
        return event.type().equals(objective.evidenceEvent())
                ? Optional.of("it is not assessed in " + event.phase())
                : Optional.empty();
    }

    Objective objective() {
        return objective;
    }

    AssessmentState first() {
        return first;
    }

    AssessmentState repeated() {
        return repeated;
    }

    boolean isRepeated() {
        return repeated.isMade();
    }

    /** The attempt that counts; one that can only be made later counts from the start. */
    AssessmentState counting() {
        return isRepeated() || objective.first().isEmpty() ? repeated : first;
    }

    BigDecimal points() {
        return counting().points();
    }

    boolean isMissed() {
        return points().signum() == 0;
    }

    /** What it comes to, with its points: {@code +25 obj_x: ….} or {@code 0 of 25 obj_x: ….} */
    String sentence() {
        String points = isMissed() ? "0 of " + Words.number(objective.weight()) : Words.signed(points());
        String instead = isRepeated() && first.isMade()
                ? " Before, it had " + Words.number(first.points()) + " of " + Words.number(objective.weight()) + "."
                : "";
        return points + " " + objective.id() + ": " + counting().sentence() + instead;
    }
}
