package dev.candor.sessions.score;

import static dev.candor.sessions.score.ScoreText.number;
import static dev.candor.sessions.score.ScoreText.shown;
import static dev.candor.sessions.score.ScoreText.signed;

import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.Rubric.Objective;
import dev.candor.sessions.score.RubricScoring.Effect;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The state of an objective: what was shown in the repeated assessment counts, when there is any, instead of the first.
 */
record ObjectiveTally(Objective objective, AssessmentState first, AssessmentState repeated) {
    static ObjectiveTally of(Objective objective, ScenarioSpec scenario) {
        Optional<BigDecimal> window = scenario.window(objective);
        return new ObjectiveTally(
                objective,
                new AssessmentState(objective, window, scenario.firstAssessments(objective)),
                new AssessmentState(objective, window, scenario.repeatedAssessments(objective)));
    }

    /**
     * Takes an event of one of the objective's types.
     *
     * @param seconds from the first event of its phase
     */
    Optional<Effect> take(SessionEvent event, BigDecimal seconds) {
        BigDecimal before = points();
        return what(event, seconds).map(what -> {
            BigDecimal change = points().subtract(before);
            String id = objective.objectiveId();
            return new Effect(id, change, signed(change) + " " + id + ": " + what + " (" + shown(event.id()) + ").");
        });
    }

    private Optional<String> what(SessionEvent event, BigDecimal seconds) {
        boolean wasRepeated = isRepeated();
        if (first.phases().contains(event.phase())) {
            return first.take(event, seconds)
                    .map(what -> wasRepeated ? what + ", but the repeated assessment counts" : what);
        }
        if (repeated.phases().contains(event.phase())) {
            return repeated.take(event, seconds)
                    .map(what -> first.isMade() && isRepeated() && !wasRepeated ? what + insteadOfFirst() : what);
        }
        return Optional.of("it is not assessed in " + event.phase())
                .filter(what -> event.type().equals(objective.evidenceEvent()));
    }

    private String insteadOfFirst() {
        return "; it counts instead of the " + number(first.points()) + " of the first assessment";
    }

    boolean isRepeated() {
        return repeated.isMade();
    }

    /** Whether it can be assessed for the first time, and not only again. */
    boolean hasFirst() {
        return !first.phases().isEmpty();
    }

    /** The assessment that counts; one that can only be made later counts from the start. */
    AssessmentState counting() {
        return isRepeated() || !hasFirst() ? repeated : first;
    }

    BigDecimal points() {
        return counting().points();
    }

    boolean isMissed() {
        return counting().isMissed();
    }

    /** What it comes to, with its points: {@code +25 obj_x: ….} or {@code 0 of 25 obj_x: ….} */
    String sentence() {
        String of = " of " + number(objective.weight());
        String before = isRepeated() && first.isMade() ? " Before, it had " + number(first.points()) + of + "." : "";
        String points = isMissed() ? "0" + of : signed(points());
        return points + " " + objective.objectiveId() + ": " + counting().sentence() + before;
    }
}
