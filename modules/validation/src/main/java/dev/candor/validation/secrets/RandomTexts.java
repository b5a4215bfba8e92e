package dev.candor.validation.secrets;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells texts that look drawn at random, as keys are, from words, paths, UUIDs, digests and identifiers: in a random text
 * the kind of character changes all the time.
 */
final class RandomTexts {
    /** What a key may be; an ETag is none. */
    private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{Nd}_+/-])(?<!W/\")[\\p{L}\\p{Nd}_+/-]{20,}+");

    /** Digests, commits and UUIDs. */
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f_-]*+");

    /** Digests with their kind, and what the GitHub API names things by: {@code PR_kwDOABCD…}, {@code MDU6SXNzdWUx…}. */
    private static final Pattern IDENTIFIER = Pattern.compile("sha.*+|[^_]{1,5}_kw.*+|MDE.*+|MD.6.*+|" + HEXADECIMAL);

    private static final Pattern DIGEST_IN_PATH = Pattern.compile("/[0-9a-f]{7,64}+(?=/|$)");
    private static final Pattern PAIR = Pattern.compile("[A-Za-z0-9](?=[A-Za-z0-9])");
    private static final Pattern SAME_KIND = Pattern.compile("[0-9](?=[0-9])|[A-Z](?=[A-Z])|[a-z](?=[a-z])");
    private static final Pattern SMALL_LETTERS = Pattern.compile("[a-z](?=[a-z])");

    private static final int MAX_COUNTED = 1000;

    private RandomTexts() {}

    /** Whether some word of the text looks drawn at random. */
    static boolean isIn(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).anyMatch(RandomTexts::isRandom);
    }

    private static boolean isRandom(String word) {
        if (IDENTIFIER.matcher(word).matches()) {
            return false;
        }
        String path = DIGEST_IN_PATH.matcher(word).replaceAll("/");
        return isCloudKey(word)
                || looksRandom(path, 32, 55)
                || Stream.of(word.split("/", -1))
                        .anyMatch(segment -> !HEXADECIMAL.matcher(segment).matches() && looksRandom(segment, 20, 40));
    }

    /** A secret key of Amazon has 40 characters, and often a slash and a single digit. */
    private static boolean isCloudKey(String word) {
        boolean threeKinds = has(word, '0', '9') > 0 && has(word, 'a', 'z') > 0 && has(word, 'A', 'Z') > 0;
        return word.length() == 40 && threeKinds && percent(SMALL_LETTERS, word, 40) < 25 && changes(word) >= 30;
    }

    private static boolean looksRandom(String word, int shortest, int percentOfChanges) {
        int length = word.length();
        if (length < shortest || has(word, '0', '9') < 2 || has(word, 'a', 'z') == 0) {
            return false;
        }
        // upper case letters and digits alone are identifiers more often than keys: ULIDs, ticket numbers
        // TheNamesOfClassesIn2026 change case often too, but most of their letters follow a small letter
        return has(word, 'A', 'Z') == 0
                ? length >= 24 && changes(word) >= 34
                : percent(SMALL_LETTERS, word, length) < 38 && changes(word) >= percentOfChanges;
    }

    private static long has(String word, char first, char last) {
        return word.chars().filter(c -> c >= first && c <= last).count();
    }

    /** Of how many pairs of neighbours, in percent, the kinds differ. */
    private static double changes(String word) {
        long pairs = PAIR.matcher(word).results().count();
        return pairs == 0 ? 0 : 100 - percent(SAME_KIND, word, pairs);
    }

    private static double percent(Pattern pattern, String word, long of) {
        return 100.0 * pattern.matcher(word).results().count() / of;
    }

    /** The bits that each character of a text carries, by how often each occurs. */
    static double entropy(String text) {
        int[] counts = new int[128];
        text.chars().limit(MAX_COUNTED).forEach(c -> counts[c & 127]++);
        double length = Math.min(text.length(), MAX_COUNTED);
        double bits = 0;
        for (int count : counts) {
            bits -= count == 0 ? 0 : count / length * Math.log(count / length);
        }
        return bits / Math.log(2);
    }
}
