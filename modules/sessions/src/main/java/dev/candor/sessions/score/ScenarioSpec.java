package dev.candor.sessions.score;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.score.Rubric.Objective;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code scenario.json}: how sessions run. Its schema describes each member; what only people read is not bound. */
@Arguments
record ScenarioSpec(String scenarioId, String name, String version, List<String> eventTypes, List<Phase> phases) {
    /** A part of a session: a first assessment when it has objectives, else a repeated one when it repeats any or ends. */
    @Arguments
    record Phase(
            String phaseId,
            List<StatedObjective> objectives,
            List<String> objectivesRepeat,
            Optional<String> completeEvent,
            List<StatedError> criticalErrors,
            Optional<String> nextPhaseOnComplete) {
        boolean isFirstAssessment() {
            return !objectives.isEmpty();
        }

        boolean states(Objective objective) {
            return objectives.stream().anyMatch(stated -> stated.objectiveId().equals(objective.objectiveId()));
        }

        /** Whether it is a repeated assessment that an objective's evidence ends. */
        boolean isEndedBy(Objective objective) {
            return !isFirstAssessment() && completeEvent.equals(Optional.of(objective.evidenceEvent()));
        }

        boolean repeats(Objective objective) {
            return isEndedBy(objective) || (!isFirstAssessment() && objectivesRepeat.contains(objective.objectiveId()));
        }
    }

    /** An objective that a phase assesses for the first time, with some of what the rubric says of it. */
    @Arguments
    record StatedObjective(
            String objectiveId,
            Optional<String> successEvent,
            Optional<BigDecimal> successWithinSeconds,
            Optional<ObjectValue> requiredDetail) {}

    /** A critical error that is likely in a phase, with some of what the rubric says of it. */
    @Arguments
    record StatedError(String code, Optional<String> eventType, Optional<ObjectValue> detailEquals) {}

    /** Whether an event of that phase and type ends a session. */
    boolean ends(String phase, String eventType) {
        Phase last = phases.getLast();
        return last.phaseId().equals(phase) && last.completeEvent().equals(Optional.of(eventType));
    }

    /**
     * The phases that assess an objective for the first time: those that state it. One that no phase states is assessed in
     * all first assessments, unless it is about how a repeated one ended.
     */
    List<String> firstAssessments(Objective objective) {
        List<String> stated = ids(phase -> phase.states(objective));
        return stated.isEmpty() && phases.stream().noneMatch(phase -> phase.isEndedBy(objective))
                ? ids(Phase::isFirstAssessment)
                : stated;
    }

    /** The phases that assess an objective again. */
    List<String> repeatedAssessments(Objective objective) {
        return ids(phase -> phase.repeats(objective));
    }

    private List<String> ids(Predicate<Phase> which) {
        return phases.stream().filter(which).map(Phase::phaseId).toList();
    }

    /** Seconds from the first event of a phase up to which evidence of an objective counts, that moment included. */
    Optional<BigDecimal> window(Objective objective) {
        return phases.stream()
                .flatMap(phase -> phase.objectives().stream())
                .filter(stated -> stated.objectiveId().equals(objective.objectiveId()))
                .findFirst()
                .flatMap(StatedObjective::successWithinSeconds);
    }
}
