package dev.candor.sessions.score;

import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.ObjectiveTally.Effect;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds what events say of themselves against what the scenario knows and the rubric gives. */
final class ClaimCheck {
    private final Scenario scenario;
    private final Set<String> objectives;
    private final Set<String> criticalErrors;
    private final Warnings warnings = new Warnings();

    ClaimCheck(Scenario scenario, Rubric rubric) {
        this.scenario = scenario;
        this.objectives = rubric.objectives().stream().map(Objective::id).collect(Collectors.toSet());
        this.criticalErrors =
                rubric.criticalErrors().stream().map(CriticalError::code).collect(Collectors.toSet());
    }

    /**
     * Looks at an event.
     *
     * @param effects what it did to objectives
     * @param critical what it did as critical errors
     */
    void check(SessionEvent event, List<Effect> effects, List<CriticalTally.Effect> critical) {
        checkWords(event);
        event.criticalErrorCode()
                .filter(code -> critical.isEmpty())
                .ifPresent(code ->
                        warnings.add("code " + Words.shown(code) + " " + event.type(), () -> uncounted(event, code)));
        event.row()
                .text("objective_id")
                .filter(id -> !objectives.contains(id))
                .ifPresent(id -> warnings.add(
                        "objective " + Words.shown(id),
                        () -> said(event) + " names the objective " + Words.shown(id)
                                + ", which the rubric does not know."));
        BigDecimal given = effects.stream().map(Effect::change).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal change = critical.stream().map(CriticalTally.Effect::change).reduce(given, BigDecimal::add);
        event.scoreDelta()
                .filter(claimed -> claimed.compareTo(change) != 0 || goesElsewhere(event, effects))
                .ifPresent(claimed -> warnings.add(
                        "delta " + Words.shown(event.id()),
                        () -> otherDelta(event, claimed, change, effects, critical)));
    }

    /** Whether all points that an event brings are for other objectives than the one that it names. */
    private static boolean goesElsewhere(SessionEvent event, List<Effect> effects) {
        List<String> changed = effects.stream()
                .filter(effect -> effect.change().signum() != 0)
                .map(Effect::objectiveId)
                .toList();
        return !changed.isEmpty()
                && event.row()
                        .text("objective_id")
                        .filter(id -> !changed.contains(id))
                        .isPresent();
    }

    private void checkWords(SessionEvent event) {
        if (!scenario.phases().contains(event.phase())) {
            warnings.add(
                    "phase " + event.phase(),
                    () -> said(event) + " is in the phase " + event.phase() + ", which the scenario " + scenario.id()
                            + " does not know; it has " + String.join(", ", scenario.phases()) + ".");
        }
        if (!scenario.eventTypes().contains(event.type())) {
            warnings.add(
                    "type " + event.type(),
                    () -> said(event) + " is of the type " + event.type() + ", which the scenario " + scenario.id()
                            + " does not know.");
        }
    }

    private String uncounted(SessionEvent event, String code) {
        return said(event) + " names the critical error " + Words.shown(code)
                + (criticalErrors.contains(code)
                        ? ", but does not count: the rubric wants another event type or other details for it."
                        : ", which the rubric does not know; it takes no points.");
    }

    private static String otherDelta(
            SessionEvent event,
            BigDecimal claimed,
            BigDecimal change,
            List<Effect> effects,
            List<CriticalTally.Effect> critical) {
        String by = effects.stream()
                .filter(effect -> effect.change().signum() != 0)
                .map(Effect::objectiveId)
                .collect(Collectors.joining(", "));
        String reason =
                effects.isEmpty() && critical.isEmpty() ? ", because it has nothing to do with any objective" : "";
        return said(event) + " claims " + Words.signed(claimed)
                + event.row()
                        .text("objective_id")
                        .map(id -> " for " + Words.shown(id))
                        .orElse("")
                + "; the rubric gives " + Words.signed(change) + (by.isEmpty() ? reason : " for " + by) + ".";
    }

    private static String said(SessionEvent event) {
        return "Event " + Words.shown(event.id());
    }

    List<String> warnings() {
        return warnings.sentences();
    }
}
