package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretTexts.Span;
import org.jspecify.annotations.Nullable;

/** Passwords behind the name of a user, and what a header of cookies says: {@code https://user:X@host}, {@code -u user:X}. */
final class SecretLogins {
    private static final int LONGEST_TIMESTAMP = 35;
    private static final int LONGEST_USER = 64;
    private static final int LONGEST_COMMAND = 256;

    private SecretLogins() {}

    /** The password behind the user whose name ends with a colon, or in a URL whose scheme does. */
    static @Nullable Span at(String text, int colon, int floor) {
        if (text.startsWith("//", colon + 1)) {
            return ofUrl(text, colon);
        }
        return isTimestamp(text) ? null : ofCommand(text, colon, floor);
    }

    /** Every row has one, with two colons or more, and it is no command. */
    private static boolean isTimestamp(String text) {
        return text.length() <= LONGEST_TIMESTAMP
                && text.length() > 10
                && text.charAt(10) == 'T'
                && text.charAt(4) == '-'
                && text.charAt(7) == '-';
    }

    /** The password of {@code ://user:password@}, and a long token in the user's place. */
    private static @Nullable Span ofUrl(String text, int colon) {
        int from = colon + 3;
        int password = -1;
        int at = -1;
        for (int i = from; i < text.length() && "/?# \t\r\n\"'<>".indexOf(text.charAt(i)) < 0; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                at = i;
            } else if (c == ':' && password < 0 && at < 0) {
                password = i + 1;
            }
        }
        if (at < 0) {
            return null;
        }
        boolean token = password < 0 && at - from >= 20 && TokenShapes.hasDigit(text, from, at);
        return password < 0 ? (token ? new Span(from, at) : null) : SecretAssignments.secret(text, password, at);
    }

    /** The password of {@code curl -u user:password}; {@code -u 1000:1000} of other commands is none. */
    private static @Nullable Span ofCommand(String text, int colon, int floor) {
        int from = colon;
        while (from > floor
                && colon - from < LONGEST_USER
                && isOfWord(text.charAt(from - 1))
                && text.charAt(from - 1) != ':') {
            from--;
        }
        if (from == colon || !isBehindFlag(text, from)) {
            return null;
        }
        boolean curl = text.substring(Math.max(0, from - LONGEST_COMMAND), from).contains("curl");
        int end = colon + 1;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        return curl ? SecretAssignments.secret(text, colon + 1, end) : null;
    }

    private static boolean isBehindFlag(String text, int word) {
        int from = word;
        if (from > 0 && "\"'".indexOf(text.charAt(from - 1)) >= 0) {
            from--;
        }
        return text.startsWith("-u ", from - 3)
                || text.startsWith("--user ", from - 7)
                || text.startsWith("--user=", from - 7)
                || text.startsWith("-u", from - 2);
    }

    private static boolean isOfWord(char c) {
        return c > ' ' && "\"'`=".indexOf(c) < 0;
    }

    /** All that a header of cookies says: one of them lets its bearer in. */
    static @Nullable Span cookies(String text, int sign, int from, String name) {
        boolean header =
                text.charAt(sign) == ':' && (name.equalsIgnoreCase("cookie") || name.equalsIgnoreCase("set-cookie"));
        int end = from;
        while (header
                && end < text.length()
                && end - from < LONGEST_USER
                && SecretAssignments.isOfName(text.charAt(end))) {
            end++;
        }
        if (!header || end == from || end == text.length() || text.charAt(end) != '=') {
            return null;
        }
        while (end < text.length()
                && "\r\n\"'`".indexOf(text.charAt(end)) < 0
                && !SecretAssignments.isEscapedBreak(text, end)) {
            end++;
        }
        return new Span(from, end);
    }
}
