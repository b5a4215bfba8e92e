package dev.candor.foundation.text;

/** Lengths of texts in Unicode code points, as the contracts count them: an emoji is one, though Java stores two. */
public final class CodePoints {
    private CodePoints() {}

    /** How many there are. */
    public static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether there are more than {@code max}. */
    public static boolean exceed(String text, int max) {
        return text.length() > max && count(text) > max;
    }

    /** The first of them, at most {@code max}: a cut never goes through a character. */
    public static String first(String text, int max) {
        return exceed(text, max) ? text.substring(0, text.offsetByCodePoints(0, max)) : text;
    }
}
