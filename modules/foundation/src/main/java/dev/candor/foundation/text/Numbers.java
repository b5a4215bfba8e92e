package dev.candor.foundation.text;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Numbers in texts as programs write them. A whole number may be spelled {@code 100}, {@code 100.0} or {@code 1e2}, as
 * in JSON Schema; a fraction is none, and is never rounded. Digits are ASCII.
 */
public final class Numbers {
    private static final int MAX_LENGTH = 128;
    private static final int MAX_EXPONENT = 9999;
    private static final int MAX_LONG_DIGITS = 19;

    private Numbers() {}

    /** The whole number; empty for a fraction, for what does not fit a long, and for any other text. */
    public static OptionalLong whole(String text) {
        return isPlain(text) ? plain(text) : wholeOf(decimal(text));
    }

    private static OptionalLong plain(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /**
     * Spares most texts the class BigDecimal, which takes milliseconds to load: among them the times in nanoseconds, of
     * as many digits as a long may have, that each wrapped run reads.
     */
    private static boolean isPlain(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        if (text.length() == from || text.length() - from > MAX_LONG_DIGITS) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static OptionalLong wholeOf(Optional<BigDecimal> number) {
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(number.get().longValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return OptionalLong.empty();
        }
    }

    /** The exact number; empty for any other text, and for an exponent that nobody means. */
    public static Optional<BigDecimal> decimal(String text) {
        if (text.length() > MAX_LENGTH || !isAscii(text)) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) <= MAX_EXPONENT ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
