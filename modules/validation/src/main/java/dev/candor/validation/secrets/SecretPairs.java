package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretTexts.Span;
import org.jspecify.annotations.Nullable;

/** A name and its value side by side in a text that is no JSON, or no longer: {@code "key": "password", "value": "X"}. */
final class SecretPairs {
    private static final int FARTHEST = 160;
    private static final int LONGEST_RANDOM = 512;

    private SecretPairs() {}

    /** The value behind the colon or sign of {@code "value":}, when the name beside it is one for secrets. */
    static @Nullable Span value(String text, int sign) {
        int from = sign + 1;
        while (from < text.length() && from - sign < 4 && text.charAt(from) == ' ') {
            from++;
        }
        boolean escaped = text.startsWith("\\\"", from);
        if (!escaped && !text.startsWith("\"", from)) {
            return null;
        }
        int begin = from + (escaped ? 2 : 1);
        String before = text.substring(Math.max(0, sign - FARTHEST), sign);
        String name = name(before.substring(before.lastIndexOf('{') + 1));
        if (name.isEmpty()) {
            int end = Math.min(text.length(), begin + LONGEST_RANDOM);
            String behind = text.substring(begin, end);
            int close = behind.indexOf('}');
            name = name(close < 0 ? behind : behind.substring(0, close));
        }
        if (name.isEmpty()) {
            return null;
        }
        String start = text.substring(begin, Math.min(text.length(), begin + LONGEST_RANDOM));
        int quote = start.indexOf('"');
        boolean random =
                RandomTexts.isIn(quote < 0 ? start : start.substring(0, quote)) && !RandomTexts.isIdentifier(name);
        return SecretNames.isSecret(name) || random ? SecretAssignments.value(text, from, "") : null;
    }

    /** The text of the member {@code key} or {@code name} in a part of an object. */
    private static String name(String part) {
        int at = Math.max(part.indexOf("key\""), part.indexOf("name\""));
        if (at < 0) {
            at = Math.max(part.indexOf("key\\\""), part.indexOf("name\\\""));
        }
        int colon = at < 0 ? -1 : part.indexOf(':', at);
        int open = colon < 0 ? -1 : part.indexOf('"', colon);
        int end = open + 1;
        while (open >= 0 && end < part.length() && part.charAt(end) != '"' && part.charAt(end) != '\\') {
            end++;
        }
        return open < 0 ? "" : part.substring(open + 1, end);
    }
}
