package dev.candor.sessions.score;

import dev.candor.foundation.text.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What an auditor should know beside the score: the first {@value #MAX_WARNINGS}, the others are counted. */
final class Warnings {
    static final int MAX_WARNINGS = 100;

    private final Map<String, String> byKey = new LinkedHashMap<>();
    private long further;

    /**
     * Adds a warning, unless there is one with that key.
     *
     * @param key of those with the same key only the first is told
     */
    void add(String key, Supplier<String> sentence) {
        if (byKey.containsKey(key)) {
            return;
        }
        if (byKey.size() == MAX_WARNINGS) {
            further++;
        } else {
            byKey.put(key, sentence.get());
        }
    }

    /** The sentences, the earliest first, and one that says how many there are beside them. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(byKey.values());
        if (further > 0) {
            sentences.add("Warnings like these would have been given " + Wording.count(further, "time") + " more.");
        }
        return List.copyOf(sentences);
    }
}
