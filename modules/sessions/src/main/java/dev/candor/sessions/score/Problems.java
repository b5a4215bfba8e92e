package dev.candor.sessions.score;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the files of a scenario: the first {@value #MAX_PROBLEMS}. */
final class Problems {
    private static final int MAX_PROBLEMS = 10;

    private final List<String> sentences = new ArrayList<>();

    /**
     * Adds a problem.
     *
     * @param pointer JSON pointer to what is wrong; empty for the file
     * @param predicate what was expected and what was found, going on from the pointer
     */
    void add(String file, String pointer, String predicate) {
        if (sentences.size() < MAX_PROBLEMS) {
            sentences.add(file + (pointer.isEmpty() ? "" : " " + pointer) + " " + predicate);
        }
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** All of them, on one line. */
    String words() {
        return String.join("; ", sentences);
    }
}
