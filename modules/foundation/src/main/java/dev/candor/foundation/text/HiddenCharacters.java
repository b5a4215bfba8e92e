package dev.candor.foundation.text;

/**
 * Characters that do not show, or change how their neighbours show: controls (C0, C1), formats such as those that turn the
 * direction of writing, line separators, halves of surrogate pairs and what is no character.
 */
public final class HiddenCharacters {
    private static final String HEX = "0123456789abcdef";

    private HiddenCharacters() {}

    /** Whether a code point is one of them. */
    public static boolean isHidden(int character) {
        if (character >= 0x20 && character < 0x7F) {
            return false;
        }
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || (character & 0xFFFE) == 0xFFFE;
    }

    /** Adds a code point as JSON escapes it, so that a JSON text with it stays the same value. */
    public static void escape(int character, StringBuilder out) {
        if (character > 0xFFFF) {
            escape(Character.highSurrogate(character), out);
            escape(Character.lowSurrogate(character), out);
            return;
        }
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((character >> shift) & 15));
        }
    }
}
