package dev.candor.validation;

import dev.candor.validation.SecretTexts.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that are known by the name before them: {@code password=X}, {@code "token": "X"}, {@code --api-key X},
 * {@code https://user:X@host}.
 */
final class SecretAssignments {
    private static final int LONGEST_NAME = 64;
    private static final int MOST_SPACES = 4;
    private static final String QUOTES = "\"'`";
    private static final String ENDS = " \t\r\n\"'`,;&)]}<>|";
    private static final List<String> SCHEMES = List.of("bearer ", "basic ", "token ", "digest ", "negotiate ");

    private SecretAssignments() {}

    /** The value of an assignment whose sign stands at {@code sign}. */
    static @Nullable Span at(String text, int sign, int floor) {
        if (isClock(text, sign)) {
            return null;
        }
        String name = nameBefore(text, sign, floor);
        if (name.isEmpty() || !SecretNames.isSecret(name)) {
            return null;
        }
        int from = sign + 1;
        if (from < text.length() && (text.charAt(from) == '=' || text.charAt(from) == '>')) {
            from++;
        }
        int spaced = from;
        while (from < text.length() && from - spaced < MOST_SPACES && text.charAt(from) == ' ') {
            from++;
        }
        boolean prose = from > spaced && text.charAt(sign) == ':';
        return value(text, from, prose ? name.toLowerCase(Locale.ROOT) : "");
    }

    /** {@code 18:22}: the colon that texts have most. */
    private static boolean isClock(String text, int sign) {
        return sign > 1
                && sign + 1 < text.length()
                && Character.isDigit(text.charAt(sign - 1))
                && Character.isDigit(text.charAt(sign - 2))
                && Character.isDigit(text.charAt(sign + 1));
    }

    private static String nameBefore(String text, int sign, int floor) {
        int end = sign;
        while (end > floor && sign - end < MOST_SPACES && text.charAt(end - 1) == ' ') {
            end--;
        }
        if (end > floor && QUOTES.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
            if (end > floor && text.charAt(end - 1) == '\\') {
                end--;
            }
        }
        int from = end;
        while (from > floor && end - from < LONGEST_NAME && isOfName(text.charAt(from - 1))) {
            from--;
        }
        return text.substring(from, end);
    }

    private static boolean isOfName(char c) {
        return TokenShapes.isAlphanumeric(c) || c == '_' || c == '-';
    }

    /** The value that begins at a place; {@code prose} is the name, in case a sentence may go on there instead. */
    private static @Nullable Span value(String text, int at, String prose) {
        int from = at;
        boolean escaped =
                from + 1 < text.length() && text.charAt(from) == '\\' && QUOTES.indexOf(text.charAt(from + 1)) >= 0;
        from += escaped ? 1 : 0;
        if (from < text.length() && QUOTES.indexOf(text.charAt(from)) >= 0) {
            return secret(text, from + 1, quoteEnd(text, from, escaped));
        }
        from = behindScheme(text, from);
        int end = from;
        while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0 && !isEscapedBreak(text, end)) {
            end++;
        }
        boolean redacted = text.startsWith(Secrets.REDACTED, from);
        return redacted || (!prose.isEmpty() && from == at && isWord(text.substring(from, end), prose))
                ? null
                : secret(text, from, end);
    }

    private static boolean isEscapedBreak(String text, int at) {
        return text.charAt(at) == '\\' && at + 1 < text.length() && (QUOTES + "nrt").indexOf(text.charAt(at + 1)) >= 0;
    }

    private static int quoteEnd(String text, int open, boolean escaped) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                if (escaped && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    return i;
                }
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        return text.length();
    }

    private static int behindScheme(String text, int from) {
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, from, scheme, 0, scheme.length())) {
                return from + scheme.length();
            }
        }
        return from;
    }

    /** Whether a sentence goes on: "unexpected token: end of file". Behind "password:" only words about passwords do. */
    private static boolean isWord(String value, String name) {
        boolean letters = value.length() < 16 && !TokenShapes.hasDigit(value, 0, value.length());
        return letters && !name.contains("pass") && !name.contains("pwd");
    }

    private static @Nullable Span secret(String text, int from, int to) {
        return from >= to || SecretNames.saysNothing(text.substring(from, to)) ? null : new Span(from, to);
    }

    /** The password of {@code ://user:password@}, and a long token in the user's place. */
    static @Nullable Span login(String text, int colon) {
        if (!text.startsWith("//", colon + 1)) {
            return null;
        }
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
        return password < 0 ? (token ? new Span(from, at) : null) : secret(text, password, at);
    }

    /** What follows {@code --password} and its like on a command line. */
    static @Nullable Span flag(String text, int dash) {
        boolean begins = text.startsWith("--", dash) && (dash == 0 || ENDS.indexOf(text.charAt(dash - 1)) >= 0);
        if (!begins) {
            return null;
        }
        int end = dash + 2;
        while (end < text.length() && end - dash < LONGEST_NAME && isOfName(text.charAt(end))) {
            end++;
        }
        boolean valued = end + 1 < text.length() && text.charAt(end) == ' ' && text.charAt(end + 1) != '-';
        return valued && SecretNames.isSecret(text.substring(dash + 2, end)) ? value(text, end + 1, "") : null;
    }
}
