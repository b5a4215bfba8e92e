package dev.candor.validation.secrets;

import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of texts. One pass looks for the few characters that a secret cannot do without; only there it looks
 * closer, and never far back, so that no text takes more than linear time.
 */
final class SecretTexts {
    private static final int SHORTEST = 5;
    private static final long LOW = 1L << '-' | 1L << ':' | 1L << '=';
    private static final long HIGH =
            1L << ('_' - 64) | 1L << ('I' - 64) | 1L << ('J' - 64) | 1L << ('B' - 64) | 1L << ('b' - 64);

    private SecretTexts() {}

    /** Part of a text, from the first character to behind the last. */
    record Span(int from, int to) {}

    /**
     * The text without its secrets; the same object when it has none.
     *
     * @param assignments whether to look for {@code password=…} and its like too
     */
    static String redact(String text, boolean assignments) {
        int length = text.length();
        if (length < SHORTEST) {
            return text;
        }
        StringBuilder clean = null;
        int copied = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 128 && ((c < 64 ? LOW >>> c : HIGH >>> (c - 64)) & 1) != 0) {
                Span secret = at(text, i, copied, assignments);
                if (secret != null) {
                    clean = clean == null ? new StringBuilder(length) : clean;
                    clean.append(text, copied, secret.from()).append(Secrets.REDACTED);
                    copied = secret.to();
                    i = copied - 1;
                }
            }
        }
        return clean == null ? text : clean.append(text, copied, length).toString();
    }

    /** The secret that the character at a place belongs to or leads to; it begins at {@code floor} or behind. */
    private static @Nullable Span at(String text, int i, int floor, boolean assignments) {
        return switch (text.charAt(i)) {
            case '_' -> TokenShapes.underscored(text, i, floor);
            case '-' -> dashed(text, i, floor, assignments);
            case 'I' -> TokenShapes.cloudKey(text, i, floor);
            case 'J' -> TokenShapes.webToken(text, i, floor);
            case ':' -> {
                Span login = SecretLogins.at(text, i, floor);
                yield login != null || !assignments ? login : SecretAssignments.at(text, i, floor);
            }
            case '=' -> assignments ? SecretAssignments.at(text, i, floor) : null;
            default -> TokenShapes.bearer(text, i, floor);
        };
    }

    private static @Nullable Span dashed(String text, int i, int floor, boolean assignments) {
        Span token = TokenShapes.dashed(text, i, floor);
        if (token != null || i + 1 == text.length() || text.charAt(i + 1) != '-') {
            return token;
        }
        Span key = TokenShapes.privateKey(text, i);
        return key != null || !assignments ? key : SecretAssignments.flag(text, i);
    }
}
