package dev.candor.validation.contract;

import java.util.Optional;

/**
 * Moments as contracts write them: ISO 8601 with date, time to the second, up to nine decimals, and {@code Z} or
 * {@code +00:00}. Read by hand: every row has one.
 */
final class Timestamps {
    private static final int SECONDS_END = 19;
    private static final int MAX_DECIMALS = 9;

    private Timestamps() {}

    /** What is wrong with a text as a moment in UTC; empty when it is one. */
    static Optional<String> fault(String text) {
        if (!hasForm(text)) {
            return Optional.of("it is not a date and time with an offset");
        }
        if (!isReal(text)) {
            return Optional.of("there is no such date or time");
        }
        int offset = offset(text);
        int decimals = offset - SECONDS_END - 1;
        if (offset > SECONDS_END && (decimals < 1 || decimals > MAX_DECIMALS)) {
            return Optional.of("a second has 1 to " + MAX_DECIMALS + " decimals");
        }
        return isUtc(text, offset) ? Optional.empty() : Optional.of("its offset is neither Z nor +00:00");
    }

    private static boolean hasForm(String text) {
        if (text.length() <= SECONDS_END) {
            return false;
        }
        for (int i = 0; i < SECONDS_END; i++) {
            char wanted = "0000-00-00T00:00:00".charAt(i);
            if (wanted == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return false;
            }
        }
        int offset = offset(text);
        return offset < text.length() && "Z+-".indexOf(text.charAt(offset)) >= 0;
    }

    /** Where the offset begins. */
    private static int offset(String text) {
        int at = SECONDS_END;
        if (text.charAt(at) == '.') {
            do {
                at++;
            } while (at < text.length() && isDigit(text.charAt(at)));
        }
        return at;
    }

    private static boolean isReal(String text) {
        int month = two(text, 5);
        int day = two(text, 8);
        boolean hasDay =
                month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, two(text, 0) * 100 + two(text, 2));
        return hasDay && two(text, 11) < 24 && two(text, 14) < 60 && two(text, 17) < 60;
    }

    private static int daysOf(int month, int year) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static boolean isUtc(String text, int offset) {
        int rest = text.length() - offset;
        return (rest == 1 && text.charAt(offset) == 'Z') || (rest == 6 && text.endsWith("+00:00"));
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Compares two texts that have no {@link #fault}, as moments. */
    static int compare(String one, String other) {
        int seconds = one.substring(0, SECONDS_END).compareTo(other.substring(0, SECONDS_END));
        return seconds != 0 ? seconds : decimals(one).compareTo(decimals(other));
    }

    private static String decimals(String text) {
        int end = offset(text);
        while (end > SECONDS_END && (text.charAt(end - 1) == '0' || text.charAt(end - 1) == '.')) {
            end--;
        }
        return text.substring(SECONDS_END, end);
    }
}
