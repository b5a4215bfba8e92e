package dev.candor.foundation.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word of a vocabulary that a writer meant. */
public final class MeantWord {
    private static final int MAX_LENGTH = 64;
    private static final int STEM = 4;

    private MeantWord() {}

    /** The end of a sentence that names the word, or nothing when none is near. */
    public static String hint(String found, Collection<String> words) {
        return of(found, words).map(word -> " (did you mean \"" + word + "\"?)").orElse("");
    }

    /** The same letters in another case, else the same stem ({@code failure}, {@code failed}), else a slip of the pen. */
    static Optional<String> of(String found, Collection<String> words) {
        if (found.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = found.toLowerCase(Locale.ROOT).strip();
        return words.stream()
                .filter(word -> distance(lower, word) * 3 <= Math.max(2, word.length()) || haveOneStem(lower, word))
                .min(Comparator.<String>comparingInt(word -> distance(lower, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean haveOneStem(String one, String other) {
        return isOneWord(one) && isOneWord(other) && one.regionMatches(0, other, 0, STEM);
    }

    private static boolean isOneWord(String text) {
        return text.length() >= STEM && text.chars().allMatch(Character::isLetter);
    }

    /** How many letters must be changed, added, removed or swapped with their neighbour to make one word of another. */
    public static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = steps[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(change, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], 1 + steps[i - 2][j - 2]);
                }
            }
        }
        return steps[from.length()][to.length()];
    }
}
