package dev.candor.sessions.score;

import static dev.candor.sessions.score.Scenario.RUBRIC_FILE;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the members of a rubric must say of each other. */
final class RubricChecks {
    /** The members that belong to a policy, with those it cannot do without. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "binary", List.of(),
            "timed", List.of("full_within_seconds", "zero_after_seconds"),
            "penalty", List.of("penalty_event", "deduct"));

    private static final Map<String, String> OWNERS = Map.of(
            "full_within_seconds", "timed",
            "zero_after_seconds", "timed",
            "penalty_event", "penalty",
            "penalty_detail", "penalty",
            "deduct", "penalty");

    private final JsonView rubric;
    private final Problems problems;

    private RubricChecks(JsonView rubric, Problems problems) {
        this.rubric = rubric;
        this.problems = problems;
    }

    /** Adds what is wrong to the problems. */
    static void check(JsonView rubric, Problems problems) {
        RubricChecks checks = new RubricChecks(rubric, problems);
        checks.thresholds();
        checks.weights();
        rubric.members("objectives").forEach(checks::policy);
        checks.triggers();
    }

    private void thresholds() {
        ordered("conditional_pass_threshold", "pass_threshold");
        ordered("pass_threshold", "max_score");
    }

    private void ordered(String lower, String upper) {
        BigDecimal low = number(rubric, lower);
        BigDecimal high = number(rubric, upper);
        if (low.compareTo(high) > 0) {
            problems.add(
                    RUBRIC_FILE,
                    "/" + lower,
                    "must be at most " + upper + ", " + Words.number(high) + ", found " + Words.number(low));
        }
    }

    private void weights() {
        BigDecimal sum = rubric.members("objectives").stream()
                .map(objective -> number(objective, "weight"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal max = number(rubric, "max_score");
        if (sum.compareTo(max) > 0) {
            problems.add(
                    RUBRIC_FILE,
                    "/objectives",
                    "have weights that must add up to at most max_score, " + Words.number(max) + ", found "
                            + Words.number(sum));
        }
    }

    private void policy(JsonView objective) {
        String policy = objective.text("scoring");
        List<String> needed = NEEDED.get(policy);
        if (needed == null) {
            problems.add(
                    RUBRIC_FILE,
                    objective.pointer() + "/scoring",
                    "must be one of " + String.join(", ", ObjectivePolicy.NAMES) + ", found " + Words.shown(policy));
            return;
        }
        needed.stream()
                .filter(name -> !objective.object().members().containsKey(name))
                .forEach(name -> problems.add(
                        RUBRIC_FILE,
                        objective.pointer(),
                        "misses " + name + ", which the scoring " + policy + " needs"));
        objective.object().members().keySet().stream()
                .filter(name -> !OWNERS.getOrDefault(name, policy).equals(policy))
                .forEach(name -> problems.add(
                        RUBRIC_FILE,
                        objective.pointer() + "/" + name,
                        "belongs to the scoring " + OWNERS.get(name) + ", not to " + policy));
        if (policy.equals("timed")
                && number(objective, "full_within_seconds").compareTo(number(objective, "zero_after_seconds")) >= 0) {
            problems.add(
                    RUBRIC_FILE, objective.pointer() + "/zero_after_seconds", "must be more than full_within_seconds");
        }
        if (policy.equals("penalty")
                && objective
                        .object()
                        .text("penalty_event")
                        .equals(objective.object().text("evidence_event"))) {
            problems.add(RUBRIC_FILE, objective.pointer() + "/penalty_event", "must differ from evidence_event");
        }
    }

    /** Two critical errors that the same events tell of would count twice for one thing. */
    private void triggers() {
        Map<List<Object>, String> before = new HashMap<>();
        for (JsonView error : rubric.members("critical_errors")) {
            List<Object> trigger = List.of(
                    error.text("trigger_event"),
                    RequiredDetail.of(error.member("required_detail").object()));
            Optional.ofNullable(before.putIfAbsent(trigger, error.text("code")))
                    .ifPresent(other -> problems.add(
                            RUBRIC_FILE,
                            error.pointer(),
                            "has the same trigger_event and required_detail as " + other + "; they must differ"));
        }
    }

    private static BigDecimal number(JsonView member, String name) {
        return member.number(name).orElse(BigDecimal.ZERO);
    }
}
