package dev.candor.foundation.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Numbers and texts as sentences for a model or a person have them, the same in every language setting. */
public final class Wording {
    private static final int MS_IN_A_SECOND = 1000;
    private static final String STRING_END = "(?:\\u0007|\\u001b\\\\|\\u009c)?";
    /** Colours, movements, titles: what ECMA-48 has terminals do, also when its end is missing. */
    private static final Pattern TERMINAL_SEQUENCE = Pattern.compile("(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]?"
            + "|(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c]*" + STRING_END
            + "|\\u001b[ -/]*[0-~]?");
    /** Also what reverses the direction of writing: it would show another text than is there. */
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]+");

    private Wording() {}

    /** A number of things: {@code 1 run}, {@code 340 runs}. */
    public static String count(long number, String one) {
        return number + " " + (number == 1 ? one : one + "s");
    }

    /** A part of a whole, 0 to 1: {@code 95.7 %}. */
    public static String percent(BigDecimal part) {
        return plain(part.movePointRight(2), 1) + " %";
    }

    /** How long something took: {@code 850 ms}, {@code 1.25 s}. */
    public static String duration(BigDecimal ms) {
        return ms.compareTo(BigDecimal.valueOf(MS_IN_A_SECOND)) < 0
                ? plain(ms, 1) + " ms"
                : plain(ms.movePointLeft(3), 2) + " s";
    }

    private static String plain(BigDecimal number, int decimals) {
        BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.toPlainString();
    }

    /**
     * A text of others on one line, without what terminals obey.
     *
     * @param most how many characters it may have; what is longer is cut between characters and ends in {@code …}
     */
    public static String line(String text, int most) {
        String plain = TERMINAL_SEQUENCE.matcher(text).replaceAll("");
        String line = NOT_SHOWN.matcher(plain).replaceAll(" ").strip();
        return CodePoints.exceed(line, most) ? CodePoints.first(line, most - 1) + "…" : line;
    }

    /**
     * A text of others on one line with nothing taken out of it: what would not show, or would make it show as another
     * text, stands there as JSON would escape it, by its number.
     *
     * @param most how many characters are told, each of those counting as one; what is longer ends in {@code …}
     */
    public static String visible(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most));
        int told = 0;
        for (int i = 0; i < text.length(); told++) {
            if (told == most) {
                return shown.append('…').toString();
            }
            int character = text.codePointAt(i);
            if (HiddenCharacters.isHidden(character)) {
                HiddenCharacters.escape(character, shown);
            } else {
                shown.appendCodePoint(character);
            }
            i += Character.charCount(character);
        }
        return shown.toString();
    }
}
