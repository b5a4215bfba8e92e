package dev.candor.sessions.score;

import static dev.candor.sessions.score.Scenario.MICRODRILLS_FILE;
import static dev.candor.sessions.score.Scenario.RUBRIC_FILE;
import static dev.candor.sessions.score.Scenario.SCENARIO_FILE;
import static dev.candor.sessions.score.ScoreText.number;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.score.Microdrills.Microdrill;
import dev.candor.sessions.score.Microdrills.Priority;
import dev.candor.sessions.score.Rubric.CriticalError;
import dev.candor.sessions.score.Rubric.Objective;
import dev.candor.sessions.score.ScenarioSpec.Phase;
import dev.candor.sessions.score.ScenarioSpec.StatedError;
import dev.candor.sessions.score.ScenarioSpec.StatedObjective;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What the files of a scenario must say of each other, and no schema can. A place is a file and a JSON pointer in it. */
final class ScenarioChecks {
    private static final String PHASES = SCENARIO_FILE + " /phases";
    private static final String OBJECTIVES = RUBRIC_FILE + " /objectives";
    private static final String CRITICAL_ERRORS = RUBRIC_FILE + " /critical_errors";
    private static final String MICRODRILLS = MICRODRILLS_FILE + " /microdrills";

    private final FileScenario scenario;
    private final Rubric rubric;
    private final List<String> problems;
    private final Map<String, Integer> objectives;
    private final Map<String, Integer> criticalErrors;
    private final Map<String, Integer> phases;
    private final Map<List<Object>, String> triggers = new HashMap<>();
    private final Map<String, Optional<String>> windows = new HashMap<>();

    private ScenarioChecks(FileScenario scenario, List<String> problems) {
        this.scenario = scenario;
        this.rubric = scenario.rubric();
        this.problems = problems;
        this.objectives = positions(OBJECTIVES, rubric.objectives(), "objective_id", Objective::objectiveId);
        this.criticalErrors = positions(CRITICAL_ERRORS, rubric.criticalErrors(), "code", CriticalError::code);
        this.phases = positions(PHASES, scenario.spec().phases(), "phase_id", Phase::phaseId);
    }

    /** Adds what is wrong to the problems. */
    static void check(FileScenario scenario, List<String> problems) {
        ScenarioChecks checks = new ScenarioChecks(scenario, problems);
        checks.scenarioIds();
        checks.points();
        each(OBJECTIVES, checks.rubric.objectives(), checks::policy);
        each(CRITICAL_ERRORS, checks.rubric.criticalErrors(), checks::trigger);
        checks.phases();
        checks.drills();
    }

    private static <T> void each(String list, List<T> items, BiConsumer<T, String> check) {
        for (int i = 0; i < items.size(); i++) {
            check.accept(items.get(i), list + "/" + i);
        }
    }

    /** The positions in a list by id; one that is there twice is a problem. */
    private <T> Map<String, Integer> positions(String list, List<T> items, String name, Function<T, String> id) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String found = id.apply(items.get(i));
            if (positions.putIfAbsent(found, i) != null) {
                problems.add(list + "/" + i + "/" + name + " names " + found + ", which was there before");
            }
        }
        return positions;
    }

    private void scenarioIds() {
        String id = scenario.id();
        same(RUBRIC_FILE + " /scenario_id", Optional.of(rubric.scenarioId()), id, "in " + SCENARIO_FILE);
        String ofDrills = scenario.drills().scenarioId();
        same(MICRODRILLS_FILE + " /scenario_id", Optional.of(ofDrills), id, "in " + SCENARIO_FILE);
    }

    /** What is said again must be what was said, or people and scores would disagree. */
    private void same(String place, Optional<String> found, String expected, String where) {
        found.filter(text -> !text.equals(expected))
                .ifPresent(text -> problems.add(place + " must be " + expected + " as " + where + ", found " + text));
    }

    private void points() {
        BigDecimal pass = rubric.passThreshold();
        atMost("/conditional_pass_threshold must be", rubric.conditionalPassThreshold(), "pass_threshold", pass);
        atMost("/pass_threshold must be", pass, "max_score", rubric.maxScore());
        BigDecimal sum = rubric.objectives().stream().map(Objective::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        atMost("/objectives have weights that must add up to", sum, "max_score", rubric.maxScore());
    }

    private void atMost(String what, BigDecimal found, String name, BigDecimal max) {
        if (found.compareTo(max) > 0) {
            problems.add(
                    RUBRIC_FILE + " " + what + " at most " + name + ", " + number(max) + ", found " + number(found));
        }
    }

    /** An objective has the members that its policy needs, and none of another one. */
    private void policy(Objective objective, String place) {
        String policy = objective.scoring();
        if (!ObjectivePolicy.NAMES.contains(policy)) {
            String names = String.join(", ", ObjectivePolicy.NAMES);
            problems.add(place + "/scoring must be one of " + names + ", found " + ScoreText.shown(policy));
            return;
        }
        Optional<BigDecimal> full = objective.fullWithinSeconds();
        Optional<BigDecimal> zero = objective.zeroAfterSeconds();
        member(place, policy, "timed", "full_within_seconds", full, true);
        member(place, policy, "timed", "zero_after_seconds", zero, true);
        member(place, policy, "penalty", "penalty_event", objective.penaltyEvent(), true);
        member(place, policy, "penalty", "penalty_detail", objective.penaltyDetail(), false);
        member(place, policy, "penalty", "deduct", objective.deduct(), true);
        if (full.isPresent()
                && zero.filter(later -> later.compareTo(full.get()) <= 0).isPresent()) {
            problems.add(place + "/zero_after_seconds must be more than full_within_seconds");
        }
        if (objective.penaltyEvent().filter(objective.evidenceEvent()::equals).isPresent()) {
            problems.add(place + "/penalty_event must differ from evidence_event");
        }
    }

    private void member(String place, String policy, String owner, String name, Optional<?> value, boolean isNeeded) {
        if (policy.equals(owner) && isNeeded && value.isEmpty()) {
            problems.add(place + " misses " + name + ", which the scoring " + policy + " needs");
        } else if (!policy.equals(owner) && value.isPresent()) {
            problems.add(place + "/" + name + " belongs to the scoring " + owner + ", not to " + policy);
        }
    }

    /** Two critical errors that the same events tell of would count twice for one thing. */
    private void trigger(CriticalError error, String place) {
        List<Object> trigger = List.of(error.triggerEvent(), RequiredDetail.of(error.requiredDetail()));
        String other = triggers.putIfAbsent(trigger, error.code());
        if (other != null) {
            problems.add(place + " has the same trigger_event and required_detail as " + other + "; they must differ");
        }
    }

    private void phases() {
        each(PHASES, scenario.spec().phases(), this::phase);
        if (scenario.spec().phases().stream().noneMatch(Phase::isFirstAssessment)) {
            problems.add(PHASES + " must have a phase with objectives, found none");
        }
    }

    private void phase(Phase phase, String place) {
        phase.nextPhaseOnComplete()
                .ifPresent(next -> known(place + "/next_phase_on_complete", next, phases, "a phase"));
        each(place + "/objectives", phase.objectives(), this::objective);
        each(place + "/critical_errors", phase.criticalErrors(), this::criticalError);
        known(place + "/objectives_repeat", phase.objectivesRepeat(), objectives, "an objective of the rubric");
        if (phase.isFirstAssessment() && !phase.objectivesRepeat().isEmpty()) {
            problems.add(
                    place + " has objectives and objectives_repeat, but a phase assesses for the first time or again");
        }
    }

    private void objective(StatedObjective stated, String place) {
        int i = known(place + "/objective_id", stated.objectiveId(), objectives, "an objective of the rubric");
        if (i >= 0) {
            Objective said = rubric.objectives().get(i);
            same(place + "/success_event", stated.successEvent(), said.evidenceEvent(), "the rubric's evidence_event");
            String detail = place + "/required_detail";
            sameDetail(detail, stated.requiredDetail(), said.requiredDetail(), OBJECTIVES + "/" + i);
        }
        Optional<String> window = stated.successWithinSeconds().map(ScoreText::number);
        Optional<String> before = windows.putIfAbsent(stated.objectiveId(), window);
        if (before != null && !before.equals(window)) {
            problems.add(place + "/success_within_seconds must be the same wherever the objective stands");
        }
    }

    private void criticalError(StatedError stated, String place) {
        int i = known(place + "/code", stated.code(), criticalErrors, "a critical error of the rubric");
        if (i >= 0) {
            CriticalError said = rubric.criticalErrors().get(i);
            same(place + "/event_type", stated.eventType(), said.triggerEvent(), "the rubric's trigger_event");
            String detail = place + "/detail_equals";
            sameDetail(detail, stated.detailEquals(), said.requiredDetail(), CRITICAL_ERRORS + "/" + i);
        }
    }

    private void sameDetail(String place, Optional<ObjectValue> stated, Optional<ObjectValue> rubrics, String where) {
        if (stated.isPresent() && !RequiredDetail.of(stated).equals(RequiredDetail.of(rubrics))) {
            problems.add(place + " must be the same as required_detail in " + where);
        }
    }

    private void drills() {
        List<Microdrill> drills = scenario.drills().microdrills();
        positions(MICRODRILLS, drills, "microdrill_id", Microdrill::microdrillId);
        each(MICRODRILLS, drills, this::drill);
        List<Priority> priority = scenario.drills().selectionPolicy().priority();
        if (Set.copyOf(priority).size() < priority.size()) {
            problems.add(MICRODRILLS_FILE + " /selection_policy/priority must not have a word twice");
        }
    }

    private void drill(Microdrill drill, String place) {
        List<String> missed = drill.triggerIf().missedObjectiveIds();
        List<String> errors = drill.triggerIf().criticalErrorCodes();
        known(place + "/targets", drill.targets(), objectives, "an objective of the rubric");
        known(place + "/trigger_if/missed_objective_ids", missed, objectives, "an objective of the rubric");
        known(place + "/trigger_if/critical_error_codes", errors, criticalErrors, "a critical error of the rubric");
    }

    private void known(String list, List<String> ids, Map<String, Integer> positions, String what) {
        each(list, ids, (id, place) -> known(place, id, positions, what));
    }

    /** The position of an id; -1, and a problem, without one. */
    private int known(String place, String id, Map<String, Integer> positions, String what) {
        if (!positions.containsKey(id)) {
            problems.add(place + " must name " + what + ", found " + id);
        }
        return positions.getOrDefault(id, -1);
    }
}
