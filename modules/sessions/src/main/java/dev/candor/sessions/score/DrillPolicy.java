package dev.candor.sessions.score;

import dev.candor.sessions.score.CriticalTally.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which exercises are recommended.
 *
 * @param most how many at most
 * @param priority what is looked at first
 */
record DrillPolicy(int most, List<Priority> priority, List<Microdrill> drills) {
    enum Priority {
        /** The costliest critical error first; of those that cost the same, the earliest. */
        CRITICAL_ERROR_MATCH,
        /** The missed objective with the highest weight first; of those with the same, as the rubric has them. */
        HIGHEST_WEIGHT_MISS
    }

    /** An exercise, and why it is recommended. */
    record Choice(Microdrill drill, String reason) {}

    /** An objective that was missed, and what was wrong. */
    record Miss(Objective objective, String sentence) {}

    /**
     * Chooses.
     *
     * @param hits in the order in which they happened
     * @param misses in the rubric's order
     */
    List<Choice> choose(List<Hit> hits, List<Miss> misses) {
        Map<String, Choice> chosen = new LinkedHashMap<>();
        for (Choice choice : candidates(hits, misses)) {
            if (chosen.size() < most) {
                chosen.putIfAbsent(choice.drill().id(), choice);
            }
        }
        return List.copyOf(chosen.values());
    }

    private List<Choice> candidates(List<Hit> hits, List<Miss> misses) {
        List<Choice> candidates = new ArrayList<>();
        for (Priority reason : priority) {
            candidates.addAll(
                    switch (reason) {
                        case CRITICAL_ERROR_MATCH -> afterErrors(hits);
                        case HIGHEST_WEIGHT_MISS -> afterMisses(misses);
                    });
        }
        return candidates;
    }

    private List<Choice> afterErrors(List<Hit> hits) {
        List<Choice> candidates = new ArrayList<>();
        hits.stream()
                .sorted(Comparator.comparing((Hit hit) -> hit.error().penalty()).reversed())
                .forEach(hit -> candidates.addAll(because(
                        Microdrill::criticalErrors,
                        hit.error().code(),
                        "Critical error " + hit.error().code() + ": " + hit.words())));
        return candidates;
    }

    private List<Choice> afterMisses(List<Miss> misses) {
        List<Choice> candidates = new ArrayList<>();
        misses.stream()
                .sorted(Comparator.comparing((Miss miss) -> miss.objective().weight())
                        .reversed())
                .forEach(miss -> candidates.addAll(because(
                        Microdrill::missed,
                        miss.objective().id(),
                        "Missed objective " + miss.objective().id() + ": " + miss.sentence())));
        return candidates;
    }

    private List<Choice> because(Function<Microdrill, List<String>> triggers, String trigger, String reason) {
        return drills.stream()
                .filter(drill -> triggers.apply(drill).contains(trigger))
                .map(drill -> new Choice(drill, reason))
                .toList();
    }
}
