package dev.candor.sessions.score;

import dev.candor.sessions.score.DrillPolicy.Priority;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes the rubric of files that were checked. */
record RubricReader(ScenarioParts parts) {
    Rubric rubric() {
        JsonView rubric = parts.rubric();
        List<Phase> phases = parts.phases();
        return new Rubric(
                new Thresholds(
                        number(rubric, "max_score"),
                        number(rubric, "pass_threshold"),
                        number(rubric, "conditional_pass_threshold")),
                rubric.members("objectives").stream()
                        .map(objective -> objective(objective, phases))
                        .toList(),
                rubric.members("critical_errors").stream()
                        .map(RubricReader::criticalError)
                        .toList(),
                drills());
    }

    private Objective objective(JsonView objective, List<Phase> phases) {
        String id = objective.text("objective_id");
        String evidence = objective.text("evidence_event");
        return new Objective(
                id,
                objective.text("label"),
                number(objective, "weight"),
                policy(objective),
                evidence,
                RequiredDetail.of(objective.member("required_detail").object()),
                window(id),
                objective.text("why_success"),
                objective.text("why_fail"),
                first(id, evidence, phases),
                ids(phases, phase -> phase.repeats(id, evidence)));
    }

    /**
     * The phases that state the objective. One that no phase states is assessed in all first assessments, unless it is
     * about how a repeated one ended.
     */
    private static List<String> first(String id, String evidence, List<Phase> phases) {
        List<String> stated = ids(phases, phase -> phase.objectives().contains(id));
        boolean isAboutRepetition = phases.stream()
                .anyMatch(phase ->
                        phase.isRepeatedAssessment() && phase.completeEvent().equals(evidence));
        return stated.isEmpty() && !isAboutRepetition ? ids(phases, Phase::isFirstAssessment) : stated;
    }

    private static List<String> ids(List<Phase> phases, Predicate<Phase> which) {
        return phases.stream().filter(which).map(Phase::id).toList();
    }

    private Optional<BigDecimal> window(String objectiveId) {
        return parts.scenario().members("phases").stream()
                .flatMap(phase -> phase.members("objectives").stream())
                .filter(stated -> stated.text("objective_id").equals(objectiveId))
                .findFirst()
                .flatMap(stated -> stated.number("success_within_seconds"));
    }

    private static ObjectivePolicy policy(JsonView objective) {
        String name = objective.text("scoring");
        return switch (name) {
            case "binary" -> new ObjectivePolicy.Binary();
            case "timed" ->
                new ObjectivePolicy.Timed(
                        number(objective, "full_within_seconds"), number(objective, "zero_after_seconds"));
            case "penalty" ->
                new ObjectivePolicy.Penalty(
                        objective.text("penalty_event"),
                        RequiredDetail.of(objective.member("penalty_detail").object()),
                        number(objective, "deduct"));
            default -> throw new IllegalStateException("the scoring " + name + " was not checked");
        };
    }

    private static CriticalError criticalError(JsonView error) {
        return new CriticalError(
                error.text("code"),
                number(error, "penalty"),
                error.isTrue("hard_fail"),
                error.text("trigger_event"),
                RequiredDetail.of(error.member("required_detail").object()),
                error.text("why"));
    }

    private DrillPolicy drills() {
        JsonView policy = parts.microdrills().member("selection_policy");
        return new DrillPolicy(
                number(policy, "max_assigned").intValueExact(),
                policy.texts("priority").stream()
                        .map(word -> Priority.valueOf(word.toUpperCase(Locale.ROOT)))
                        .toList(),
                parts.microdrills().members("microdrills").stream()
                        .map(drill -> new Microdrill(
                                drill.text("microdrill_id"),
                                drill.text("title"),
                                drill.texts("targets"),
                                drill.member("trigger_if").texts("missed_objective_ids"),
                                drill.member("trigger_if").texts("critical_error_codes")))
                        .toList());
    }

    private static BigDecimal number(JsonView member, String name) {
        return member.number(name).orElseThrow();
    }
}
