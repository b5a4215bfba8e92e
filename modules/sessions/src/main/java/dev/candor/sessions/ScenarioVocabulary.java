package dev.candor.sessions;

import dev.candor.sessions.score.Scenario;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which scenarios know which words: a bit for each, so that a session costs the same however many words it has. */
final class ScenarioVocabulary {
    private final BitSet none = new BitSet(0);

    private final List<Scenario> scenarios;
    private final Map<String, BitSet> phases = new HashMap<>();
    private final Map<String, BitSet> types = new HashMap<>();

    /** The words of these scenarios. */
    ScenarioVocabulary(List<Scenario> scenarios) {
        this.scenarios = List.copyOf(scenarios);
        for (int i = 0; i < scenarios.size(); i++) {
            int bit = i;
            scenarios.get(i).phases().forEach(word -> set(phases, word, bit));
            scenarios.get(i).eventTypes().forEach(word -> set(types, word, bit));
        }
    }

    private static void set(Map<String, BitSet> words, String word, int bit) {
        words.computeIfAbsent(word, key -> new BitSet()).set(bit);
    }

    /** All scenarios. */
    BitSet all() {
        BitSet all = new BitSet(scenarios.size());
        all.set(0, scenarios.size());
        return all;
    }

    /** Leaves of some those that know both words. */
    void retainKnowing(BitSet some, String phase, String type) {
        some.and(phases.getOrDefault(phase, none));
        some.and(types.getOrDefault(type, none));
    }

    /** Adds to the ended ones those of some that such an event ends. */
    void addEnded(BitSet ended, BitSet some, String phase, String type) {
        for (int i = some.nextSetBit(0); i >= 0; i = some.nextSetBit(i + 1)) {
            if (scenarios.get(i).ends(phase, type)) {
                ended.set(i);
            }
        }
    }

    /** The id of the only scenario there is among these; empty when there is none, or several. */
    Optional<String> only(BitSet among) {
        return among.cardinality() == 1
                ? Optional.of(scenarios.get(among.nextSetBit(0)).id())
                : Optional.empty();
    }
}
