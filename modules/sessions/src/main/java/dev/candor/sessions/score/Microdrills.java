package dev.candor.sessions.score;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.sessions.score.CriticalTally.Hit;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code microdrills.json}: which exercises there are, and which of them are recommended. Its schema describes each member. */
@Arguments
record Microdrills(String scenarioId, List<Microdrill> microdrills, SelectionPolicy selectionPolicy) {
    /** A short exercise. */
    @Arguments
    record Microdrill(String microdrillId, List<String> targets, Trigger triggerIf, Optional<String> successEvent) {}

    /** When an exercise is recommended: when any of these was missed or made. */
    @Arguments
    record Trigger(List<String> missedObjectiveIds, List<String> criticalErrorCodes) {}

    /** How many are recommended at most, and for what first. */
    @Arguments
    record SelectionPolicy(int maxAssigned, List<Priority> priority) {}

    enum Priority {
        /** The costliest critical error first; of those that cost the same, the earliest. */
        CRITICAL_ERROR_MATCH,
        /** The missed objective with the highest weight first; of those with the same, as the rubric has them. */
        HIGHEST_WEIGHT_MISS
    }

    /** An exercise, and why it is recommended. */
    record Choice(Microdrill drill, String reason) {}

    /** An objective that was missed, and what was wrong. */
    record Miss(String objectiveId, BigDecimal weight, String sentence) {}

    /**
     * Recommends exercises, each once.
     *
     * @param hits in the order in which they happened
     * @param misses in the rubric's order
     */
    List<Choice> choose(List<Hit> hits, List<Miss> misses) {
        Map<String, Choice> chosen = new LinkedHashMap<>();
        selectionPolicy.priority().stream()
                .flatMap(priority -> switch (priority) {
                    case CRITICAL_ERROR_MATCH -> afterErrors(hits);
                    case HIGHEST_WEIGHT_MISS -> afterMisses(misses);
                })
                .forEach(choice -> chosen.putIfAbsent(choice.drill().microdrillId(), choice));
        return chosen.values().stream().limit(selectionPolicy.maxAssigned()).toList();
    }

    private Stream<Choice> afterErrors(List<Hit> hits) {
        return hits.stream()
                .sorted(Comparator.comparing((Hit hit) -> hit.error().penalty()).reversed())
                .flatMap(hit -> because(
                        Trigger::criticalErrorCodes,
                        hit.error().code(),
                        "Critical error " + hit.error().code() + ": " + hit.words()));
    }

    private Stream<Choice> afterMisses(List<Miss> misses) {
        return misses.stream()
                .sorted(Comparator.comparing(Miss::weight).reversed())
                .flatMap(miss -> because(
                        Trigger::missedObjectiveIds,
                        miss.objectiveId(),
                        "Missed objective " + miss.objectiveId() + ": " + miss.sentence()));
    }

    private Stream<Choice> because(Function<Trigger, List<String>> triggers, String trigger, String reason) {
        return microdrills.stream()
                .filter(drill -> triggers.apply(drill.triggerIf()).contains(trigger))
                .map(drill -> new Choice(drill, reason));
    }
}
