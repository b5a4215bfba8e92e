package dev.candor.app.cli;

import dev.candor.foundation.text.MeantWord;
import java.util.Comparator;
import java.util.List;

/** Finds the word that was meant. */
final class Nearest {
    private Nearest() {}

    /** The end of a sentence that names the nearest of the words, or nothing when none is near. */
    static String hint(String typed, List<String> words) {
        return words.stream()
                .min(Comparator.comparingInt(word -> MeantWord.distance(typed, word)))
                .filter(word -> MeantWord.distance(typed, word) <= Math.max(2, word.length() / 3))
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
    }
}
