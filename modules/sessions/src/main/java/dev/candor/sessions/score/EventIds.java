package dev.candor.sessions.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The ids of events: the first {@value #MAX_IDS} are remembered, all are counted. */
final class EventIds {
    static final int MAX_IDS = 20;
    private static final int MAX_IN_A_SENTENCE = 5;

    private final List<String> ids = new ArrayList<>();
    private long count;

    void add(String id) {
        count++;
        if (ids.size() < MAX_IDS) {
            ids.add(id);
        }
    }

    void addAll(EventIds others) {
        others.ids.forEach(this::add);
        count += others.count - others.ids.size();
    }

    long count() {
        return count;
    }

    /** At most {@value #MAX_IDS}. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** For a sentence: {@code evt-1, evt-2 and 5 more}. */
    String words() {
        String shown = ids.stream().limit(MAX_IN_A_SENTENCE).map(Words::shown).collect(Collectors.joining(", "));
        return count <= MAX_IN_A_SENTENCE ? shown : shown + " and " + (count - MAX_IN_A_SENTENCE) + " more";
    }
}
