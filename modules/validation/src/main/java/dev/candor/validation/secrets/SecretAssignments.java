package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretTexts.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that are known by the name before them: {@code password=X}, {@code "token": "X"}, {@code --api-key X}.
 */
final class SecretAssignments {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_KEY = 200;
    private static final String EXPECTED = "expected ";
    private static final int LONGEST_WORD = 16;
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
        int end = nameEnd(text, sign, floor);
        String name = text.substring(nameBegin(text, end, floor), end);
        if (name.isEmpty() || isOfParser(text, name, end - name.length())) {
            return null;
        }
        if (name.equals("value")) {
            return SecretPairs.value(text, sign);
        }
        boolean secret = SecretNames.isSecret(name);
        if (!secret && !SecretNames.isTokens(name) && !SecretNames.isKey(name)) {
            return null;
        }
        int from = valueBegin(text, sign);
        if (from < text.length() && SecretBrackets.opens(text.charAt(from))) {
            return SecretBrackets.at(text, from, secret, SecretNames.isTokens(name));
        }
        boolean compared = text.startsWith("==", sign) && from > sign + 2 && !isQuote(text, from);
        if (compared
                || !(secret || RandomTexts.isIn(text.substring(from, Math.min(text.length(), from + LONGEST_KEY))))) {
            return null;
        }
        Span cookies = SecretLogins.cookies(text, sign, from, name);
        if (cookies != null) {
            return cookies;
        }
        boolean prose = from > sign + 1 && text.charAt(sign) == ':';
        Span value = value(text, from, prose ? name.toLowerCase(Locale.ROOT) : "");
        return value == null || value.to() - value.from() > LONGEST_KEY ? value : hidden(text, name, value);
    }

    private static @Nullable Span hidden(String text, String name, Span value) {
        return SecretNames.hides(name, text.substring(value.from(), value.to())) ? value : null;
    }

    private static int valueBegin(String text, int sign) {
        int from = sign + 1;
        while (from < text.length() && from - sign < 3 && (text.charAt(from) == '=' || text.charAt(from) == '>')) {
            from++;
        }
        int spaced = from;
        while (from < text.length() && from - spaced < MOST_SPACES && text.charAt(from) == ' ') {
            from++;
        }
        return from;
    }

    private static boolean isQuote(String text, int at) {
        return at < text.length() && (QUOTES.indexOf(text.charAt(at)) >= 0 || text.charAt(at) == '\\');
    }

    /** {@code unexpected token: IDENT} is about a program's text. */
    private static boolean isOfParser(String text, String name, int begin) {
        return name.equalsIgnoreCase("token")
                && text.regionMatches(true, begin - EXPECTED.length(), EXPECTED, 0, EXPECTED.length());
    }

    /** {@code 18:22}: the colon that texts have most. */
    private static boolean isClock(String text, int sign) {
        return sign > 1
                && sign + 1 < text.length()
                && Character.isDigit(text.charAt(sign - 1))
                && Character.isDigit(text.charAt(sign - 2))
                && Character.isDigit(text.charAt(sign + 1));
    }

    /** Behind the name before a sign, which may be in quotes. */
    static int nameEnd(String text, int sign, int floor) {
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
        return end;
    }

    private static int nameBegin(String text, int end, int floor) {
        int from = end;
        while (from > floor && end - from < LONGEST_NAME && isOfName(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    static boolean isOfName(char c) {
        return TokenShapes.isAlphanumeric(c) || c == '_' || c == '-';
    }

    /** The value that begins at a place; {@code prose} is the name, in case a sentence may go on there instead. */
    static @Nullable Span value(String text, int at, String prose) {
        int from = at;
        boolean escaped =
                from + 1 < text.length() && text.charAt(from) == '\\' && QUOTES.indexOf(text.charAt(from + 1)) >= 0;
        from += escaped ? 1 : 0;
        if (from < text.length() && QUOTES.indexOf(text.charAt(from)) >= 0) {
            return secret(text, from + 1, quoteEnd(text, from, escaped));
        }
        from = behindScheme(text, from);
        if (text.startsWith(Secrets.REDACTED, from)) {
            return null;
        }
        int end = from;
        while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0 && !isEscapedBreak(text, end)) {
            end++;
        }
        return !prose.isEmpty() && from == at && end - from < LONGEST_WORD && isWord(text.substring(from, end), prose)
                ? null
                : secret(text, from, end);
    }

    static boolean isEscapedBreak(String text, int at) {
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
        boolean letters = !TokenShapes.hasDigit(value, 0, value.length());
        return letters && (name.equals("pass") || (!name.contains("pass") && !name.contains("pwd")));
    }

    static @Nullable Span secret(String text, int from, int to) {
        return from >= to || SecretValues.sayNothing(text.substring(from, to)) ? null : new Span(from, to);
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
