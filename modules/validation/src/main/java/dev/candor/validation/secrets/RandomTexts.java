package dev.candor.validation.secrets;

import java.util.regex.Pattern;

/**
 * Tells texts that look drawn at random, as keys are, from words, paths, UUIDs, digests and identifiers: in a random text
 * the kind of character changes all the time.
 */
final class RandomTexts {
    private static final String WEAK_TAG = "W/\"";
    private static final int CLOUD_KEY = 40;
    private static final int SHORTEST = 20;
    private static final int SHORTEST_OF_TWO_KINDS = 24;
    private static final int SHORTEST_WITH_SLASHES = 32;
    private static final int MOST_IN_WORDS = 38;
    private static final int LEAST_DIGITS = 2;

    /** A digest or a commit in a path. */
    private static final Pattern HEXADECIMAL_SEGMENT = Pattern.compile("/[0-9a-f]{7,64}+(?=/|$)");

    private RandomTexts() {}

    /** Whether some word of the text looks drawn at random. */
    static boolean isIn(String text) {
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isOfKey(text.charAt(i))) {
                if (i - from >= SHORTEST
                        && !text.startsWith(WEAK_TAG, from - WEAK_TAG.length())
                        && isRandom(text.substring(from, i))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    /** {@code PR_kwDOABCD…}, {@code MDU6SXNzdWUx…}: what the GitHub API names things by. */
    private static boolean isNodeId(String word) {
        int underscore = word.indexOf('_');
        boolean current = underscore > 0 && underscore < 6 && word.startsWith("kw", underscore + 1);
        return current || word.startsWith("MDE") || (word.startsWith("MD") && word.charAt(3) == '6');
    }

    /** A secret key of Amazon has exactly so many characters, and often a slash and a single digit. */
    private static boolean isCloudKey(String word) {
        Kinds kinds = new Kinds(word);
        return word.length() == CLOUD_KEY
                && kinds.digits > 0
                && kinds.lower > 0
                && kinds.upper > 0
                && kinds.inWords * 100 < 25 * word.length()
                && kinds.changes * 100 >= 30 * kinds.pairs;
    }

    private static boolean isOfKey(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '+' || c == '/';
    }

    private static boolean isRandom(String word) {
        if (word.startsWith("sha") || isHexadecimal(word) || isNodeId(word)) {
            return false;
        }
        if (isCloudKey(word)) {
            return true;
        }
        if (word.indexOf('/') < 0) {
            return new Kinds(word).looksRandom(SHORTEST, 40);
        }
        String path = HEXADECIMAL_SEGMENT.matcher(word).replaceAll("/");
        if (path.length() >= SHORTEST_WITH_SLASHES && new Kinds(path).looksRandom(SHORTEST_WITH_SLASHES, 55)) {
            return true;
        }
        for (String segment : word.split("/", -1)) {
            if (!isHexadecimal(segment) && new Kinds(segment).looksRandom(SHORTEST, 40)) {
                return true;
            }
        }
        return false;
    }

    /** Digests, commits and UUIDs. */
    private static boolean isHexadecimal(String word) {
        return word.chars().allMatch(c -> c == '-' || c == '_' || Character.digit(c, 16) >= 0);
    }

    /** Counts the kinds of characters of a word and how often they change. */
    private static final class Kinds {
        private static final int DIGIT = 1;
        private static final int LOWER = 2;
        private static final int UPPER = 3;

        private final int length;
        private int lower;
        private int upper;
        private int digits;
        private int pairs;
        private int changes;
        private int inWords;

        Kinds(String word) {
            length = word.length();
            int before = 0;
            for (int i = 0; i < length; i++) {
                int kind = count(word.charAt(i));
                if (kind != 0 && before != 0) {
                    pairs++;
                    changes += kind == before ? 0 : 1;
                    inWords += kind == LOWER && before == LOWER ? 1 : 0;
                }
                before = kind;
            }
        }

        private int count(char c) {
            if (c >= '0' && c <= '9') {
                digits++;
                return DIGIT;
            }
            if (c >= 'a' && c <= 'z') {
                lower++;
                return LOWER;
            }
            if (c >= 'A' && c <= 'Z') {
                upper++;
                return UPPER;
            }
            return 0;
        }

        boolean looksRandom(int shortest, int percentOfChanges) {
            if (digits < LEAST_DIGITS || pairs == 0) {
                return false;
            }
            // TheNamesOfClassesIn2026 change case often too, but most of their letters follow a small letter
            boolean hasWords = inWords * 100 >= MOST_IN_WORDS * length;
            boolean threeKinds = lower > 0 && upper > 0;
            // upper case letters and digits alone are identifiers more often than keys: ULIDs, ticket numbers
            return threeKinds
                    ? length >= shortest && !hasWords && changes * 100 >= percentOfChanges * pairs
                    : lower > 0 && length >= SHORTEST_OF_TWO_KINDS && changes * 100 >= 34 * pairs;
        }
    }
}
