package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretTexts.Span;
import org.jspecify.annotations.Nullable;

/** Lists and objects below a secret name in a text that is no JSON, or no longer. */
final class SecretBrackets {
    private static final int MOST_SPACES = 4;

    private SecretBrackets() {}

    static boolean opens(char c) {
        return c == '[' || c == '{';
    }

    /**
     * What begins with the bracket at {@code from}, up to its match, or to the end when that is missing.
     *
     * @param secret whether the name before it is one for secrets
     * @param tokens whether it may also be one for counts: then only a list of texts is taken
     */
    static @Nullable Span at(String text, int from, boolean secret, boolean tokens) {
        boolean taken = !text.startsWith(Secrets.REDACTED, from) && (secret || (tokens && quoteFollows(text, from)));
        if (!taken) {
            return null;
        }
        int end = end(text, from);
        boolean empty = end - from <= 2 || SecretValues.sayNothing(text.substring(from + 1, end - 1));
        return empty ? null : new Span(from, end);
    }

    private static boolean quoteFollows(String text, int from) {
        int at = from + 1;
        while (at < text.length() && at - from <= MOST_SPACES && (text.charAt(at) == ' ' || text.charAt(at) == '\\')) {
            at++;
        }
        return at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
    }

    private static int end(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && opens(c)) {
                depth++;
            } else if (!quoted && (c == ']' || c == '}') && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }
}
