package dev.candor.sessions.score;

import static dev.candor.sessions.score.Scenario.MICRODRILLS_FILE;
import static dev.candor.sessions.score.Scenario.RUBRIC_FILE;
import static dev.candor.sessions.score.Scenario.SCENARIO_FILE;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the files of a scenario must say of each other, and no schema can. */
final class ScenarioChecks {
    private static final int MAX_DECIMALS = 6;

    private final ScenarioParts parts;
    private final Problems problems;
    private final Map<String, JsonView> objectives;
    private final Map<String, JsonView> criticalErrors;

    private ScenarioChecks(ScenarioParts parts, Problems problems) {
        this.parts = parts;
        this.problems = problems;
        this.objectives = byName(RUBRIC_FILE, parts.rubric().members("objectives"), "objective_id");
        this.criticalErrors = byName(RUBRIC_FILE, parts.rubric().members("critical_errors"), "code");
    }

    /** Adds what is wrong to the problems. */
    static void check(ScenarioParts parts, Problems problems) {
        ScenarioChecks checks = new ScenarioChecks(parts, problems);
        checks.decimals(SCENARIO_FILE, "", parts.scenario().object());
        checks.decimals(RUBRIC_FILE, "", parts.rubric().object());
        checks.decimals(MICRODRILLS_FILE, "", parts.microdrills().object());
        checks.ids();
        RubricChecks.check(parts.rubric(), problems);
        checks.phases();
        checks.windows();
        checks.drills();
    }

    private Map<String, JsonView> byName(String file, List<JsonView> members, String name) {
        Map<String, JsonView> byName = new HashMap<>();
        for (JsonView member : members) {
            if (byName.putIfAbsent(member.text(name), member) != null) {
                problems.add(
                        file, member.pointer() + "/" + name, "names " + member.text(name) + ", which was there before");
            }
        }
        return byName;
    }

    /** Sums stay numbers that can be written down. */
    private void decimals(String file, String pointer, JsonValue value) {
        if (value instanceof NumberValue number && number.number().scale() > MAX_DECIMALS) {
            problems.add(file, pointer, "must have at most " + MAX_DECIMALS + " decimals");
        } else if (value instanceof ObjectValue object) {
            object.members().forEach((name, member) -> decimals(file, pointer + "/" + name, member));
        } else if (value instanceof ArrayValue array) {
            for (int i = 0; i < array.items().size(); i++) {
                decimals(file, pointer + "/" + i, array.items().get(i));
            }
        }
    }

    private void ids() {
        String id = parts.scenario().text("scenario_id");
        sameId(RUBRIC_FILE, parts.rubric(), id);
        sameId(MICRODRILLS_FILE, parts.microdrills(), id);
    }

    private void sameId(String file, JsonView member, String id) {
        String found = member.text("scenario_id");
        if (!found.equals(id)) {
            problems.add(file, "/scenario_id", "must be " + id + " as in " + SCENARIO_FILE + ", found " + found);
        }
    }

    private void phases() {
        List<JsonView> phases = parts.scenario().members("phases");
        Map<String, JsonView> known = byName(SCENARIO_FILE, phases, "phase_id");
        for (JsonView phase : phases) {
            phase.object()
                    .text("next_phase_on_complete")
                    .filter(next -> !known.containsKey(next))
                    .ifPresent(next -> problems.add(
                            SCENARIO_FILE,
                            phase.pointer() + "/next_phase_on_complete",
                            "must name a phase, found " + next));
            phase.members("objectives").forEach(this::objective);
            phase.members("critical_errors").forEach(this::criticalError);
            known(SCENARIO_FILE, phase, "objectives_repeat", objectives.keySet(), "an objective");
            if (!phase.members("objectives").isEmpty()
                    && !phase.texts("objectives_repeat").isEmpty()) {
                problems.add(
                        SCENARIO_FILE,
                        phase.pointer(),
                        "has objectives and objectives_repeat, but a phase assesses for the first time or again");
            }
        }
        if (parts.phases().stream().noneMatch(Phase::isFirstAssessment)) {
            problems.add(SCENARIO_FILE, "/phases", "must have a phase with objectives, found none");
        }
    }

    private void objective(JsonView stated) {
        String id = stated.text("objective_id");
        JsonView objective = objectives.get(id);
        if (objective == null) {
            problems.add(
                    SCENARIO_FILE,
                    stated.pointer() + "/objective_id",
                    "must name an objective of the rubric, found " + id);
            return;
        }
        same(stated, "success_event", objective.text("evidence_event"), "evidence_event");
        sameDetail(stated, "required_detail", objective);
    }

    private void criticalError(JsonView stated) {
        String code = stated.text("code");
        JsonView error = criticalErrors.get(code);
        if (error == null) {
            problems.add(
                    SCENARIO_FILE,
                    stated.pointer() + "/code",
                    "must name a critical error of the rubric, found " + code);
            return;
        }
        same(stated, "event_type", error.text("trigger_event"), "trigger_event");
        sameDetail(stated, "detail_equals", error);
    }

    /** What the scenario says again must be what the rubric says, or people and scores would disagree. */
    private void same(JsonView stated, String name, String rubrics, String rubricName) {
        stated.object()
                .text(name)
                .filter(found -> !found.equals(rubrics))
                .ifPresent(found -> problems.add(
                        SCENARIO_FILE,
                        stated.pointer() + "/" + name,
                        "must be " + rubrics + " as the rubric's " + rubricName + ", found " + found));
    }

    private void sameDetail(JsonView stated, String name, JsonView rubrics) {
        boolean isStated = stated.object().members().containsKey(name);
        RequiredDetail found = RequiredDetail.of(stated.member(name).object());
        if (isStated
                && !found.equals(
                        RequiredDetail.of(rubrics.member("required_detail").object()))) {
            problems.add(
                    SCENARIO_FILE,
                    stated.pointer() + "/" + name,
                    "must be the same as required_detail in " + RUBRIC_FILE + " " + rubrics.pointer());
        }
    }

    private void windows() {
        Map<String, Optional<String>> windows = new HashMap<>();
        for (JsonView phase : parts.scenario().members("phases")) {
            for (JsonView stated : phase.members("objectives")) {
                Optional<String> window =
                        stated.number("success_within_seconds").map(Words::number);
                Optional<String> before = windows.putIfAbsent(stated.text("objective_id"), window);
                if (before != null && !before.equals(window)) {
                    problems.add(
                            SCENARIO_FILE,
                            stated.pointer() + "/success_within_seconds",
                            "must be the same wherever the objective stands");
                }
            }
        }
    }

    private void drills() {
        List<JsonView> drills = parts.microdrills().members("microdrills");
        byName(MICRODRILLS_FILE, drills, "microdrill_id");
        for (JsonView drill : drills) {
            known(MICRODRILLS_FILE, drill, "targets", objectives.keySet(), "an objective");
            JsonView trigger = drill.member("trigger_if");
            known(MICRODRILLS_FILE, trigger, "missed_objective_ids", objectives.keySet(), "an objective");
            known(MICRODRILLS_FILE, trigger, "critical_error_codes", criticalErrors.keySet(), "a critical error");
        }
        List<String> priority = parts.microdrills().member("selection_policy").texts("priority");
        if (Set.copyOf(priority).size() < priority.size()) {
            problems.add(MICRODRILLS_FILE, "/selection_policy/priority", "must not have a word twice");
        }
    }

    private void known(String file, JsonView member, String name, Set<String> words, String what) {
        List<String> found = member.texts(name);
        for (int i = 0; i < found.size(); i++) {
            if (!words.contains(found.get(i))) {
                problems.add(
                        file,
                        member.pointer() + "/" + name + "/" + i,
                        "must name " + what + " of the rubric, found " + found.get(i));
            }
        }
    }
}
