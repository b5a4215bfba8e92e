package dev.candor.sessions.score;

import static dev.candor.sessions.score.ScoreText.shown;
import static dev.candor.sessions.score.ScoreText.signed;

import dev.candor.foundation.text.Wording;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.RubricScoring.Effect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what events claim with what the scenario knows and the rubric gives: the first {@value #MAX_WARNINGS} warnings. */
final class ClaimCheck {
    static final int MAX_WARNINGS = 100;

    private final FileScenario scenario;
    private final String unknown;
    /** Of warnings with the same key only the first is told. */
    private final Map<String, String> warnings = new LinkedHashMap<>();

    private long further;

    ClaimCheck(FileScenario scenario) {
        this.scenario = scenario;
        this.unknown = ", which the scenario " + scenario.id() + " does not know";
    }

    /** Checks an event that had these effects. */
    void check(SessionEvent event, List<Effect> effects) {
        if (!scenario.phases().contains(event.phase())) {
            String known = "; it has " + String.join(", ", scenario.phases()) + ".";
            warn("phase " + event.phase(), event, "is in the phase " + event.phase() + unknown + known);
        }
        if (!scenario.eventTypes().contains(event.type())) {
            warn("type " + event.type(), event, "is of the type " + event.type() + unknown + ".");
        }
        if (effects.stream().noneMatch(Effect::isCritical)) {
            event.criticalErrorCode().ifPresent(code -> uncounted(event, code));
        }
        Optional<String> objective = event.row().text("objective_id");
        objective
                .filter(id -> !scenario.rubric().hasObjective(id))
                .map(ScoreText::shown)
                .ifPresent(id -> warn(
                        "objective " + id, event, "names the objective " + id + ", which the rubric does not know."));
        event.scoreDelta().ifPresent(claimed -> delta(event, objective, claimed, effects));
    }

    private void uncounted(SessionEvent event, String code) {
        String reason = scenario.rubric().hasCriticalError(code)
                ? ", but does not count: the rubric wants another event type or other details for it."
                : ", which the rubric does not know; it takes no points.";
        String name = shown(code);
        warn("code " + name + " " + event.type(), event, "names the critical error " + name + reason);
    }

    /** Points other than those that were given, or points that all went to other objectives than the one it names. */
    private void delta(SessionEvent event, Optional<String> objective, BigDecimal claimed, List<Effect> effects) {
        BigDecimal change = effects.stream().map(Effect::change).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<String> changed = effects.stream()
                .filter(effect -> !effect.isCritical() && effect.change().signum() != 0)
                .map(Effect::objectiveId)
                .toList();
        boolean goesElsewhere = !changed.isEmpty()
                && objective.filter(id -> !changed.contains(id)).isPresent();
        if (claimed.compareTo(change) != 0 || goesElsewhere) {
            String reason = effects.isEmpty() ? ", because it has nothing to do with any objective" : "";
            String given = changed.isEmpty() ? reason : " for " + String.join(", ", changed);
            String target = objective.map(id -> " for " + shown(id)).orElse("");
            String claim = "claims " + signed(claimed) + target;
            warn("delta " + shown(event.id()), event, claim + "; the rubric gives " + signed(change) + given + ".");
        }
    }

    private void warn(String key, SessionEvent event, String predicate) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.putIfAbsent(key, "Event " + shown(event.id()) + " " + predicate);
        } else if (!warnings.containsKey(key)) {
            further++;
        }
    }

    /** The warnings, the earliest first, and one that says how many there are beside them. */
    List<String> warnings() {
        List<String> sentences = new ArrayList<>(warnings.values());
        if (further > 0) {
            sentences.add("Warnings like these would have been given " + Wording.count(further, "time") + " more.");
        }
        return List.copyOf(sentences);
    }
}
