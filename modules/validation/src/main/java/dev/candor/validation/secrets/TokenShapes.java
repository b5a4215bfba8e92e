package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretTexts.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens and keys that are known by their shape, whatever stands around them. */
final class TokenShapes {
    private static final int LONGEST_KEY_TITLE = 40;
    private static final String BEARER = "bearer";
    private static final String KEY_BEGIN = "-----BEGIN ";
    private static final String KEY_END = "-----END ";

    /** A prefix that ends where the trigger stands, and how the rest goes on. */
    private record Prefix(String text, int least, String extra, boolean needsDigit) {}

    private static final List<Prefix> UNDERSCORED = List.of(
            new Prefix("ghp_", 16, "_", false),
            new Prefix("gho_", 16, "_", false),
            new Prefix("ghs_", 16, "_", false),
            new Prefix("ghu_", 16, "_", false),
            new Prefix("ghr_", 16, "_", false),
            new Prefix("github_pat_", 16, "_", false),
            new Prefix("npm_", 20, "", false),
            new Prefix("hf_", 30, "", false),
            new Prefix("sk_live_", 10, "", false),
            new Prefix("sk_test_", 10, "", false),
            new Prefix("rk_live_", 10, "", false));

    private static final List<Prefix> DASHED = List.of(
            new Prefix("glpat-", 10, "_-", false),
            new Prefix("sk-ant-", 10, "_-", false),
            new Prefix("sk-proj-", 10, "_-", true),
            new Prefix("sk-svcacct-", 10, "_-", true),
            new Prefix("sk-or-", 10, "_-", true),
            new Prefix("sk-", 16, "", true),
            new Prefix("xoxa-", 10, "-", false),
            new Prefix("xoxb-", 10, "-", false),
            new Prefix("xoxe-", 10, "-", false),
            new Prefix("xoxp-", 10, "-", false),
            new Prefix("xoxr-", 10, "-", false),
            new Prefix("xoxs-", 10, "-", false),
            new Prefix("pypi-", 40, "_-", true));

    private TokenShapes() {}

    static @Nullable Span underscored(String text, int at, int floor) {
        return prefixed(UNDERSCORED, text, at, floor);
    }

    static @Nullable Span dashed(String text, int at, int floor) {
        return prefixed(DASHED, text, at, floor);
    }

    private static @Nullable Span prefixed(List<Prefix> prefixes, String text, int at, int floor) {
        if (at < 2 || !mayEndPrefix(text.charAt(at - 2), text.charAt(at - 1))) {
            return null;
        }
        for (int i = 0; i < prefixes.size(); i++) {
            Prefix prefix = prefixes.get(i);
            int from = at + 1 - prefix.text().length();
            if (from >= floor && text.startsWith(prefix.text(), from) && isStart(text, from)) {
                int end = runEnd(text, at + 1, prefix.extra());
                if (end - at > prefix.least() && (!prefix.needsDigit() || hasDigit(text, at, end))) {
                    return new Span(from, end);
                }
            }
        }
        return null;
    }

    /** Spares most words with a dash or underscore the search; keep it in step with the two lists. */
    private static boolean mayEndPrefix(char before, char last) {
        return switch (last) {
            case 'p', 'o', 's', 'u', 'r' -> before == 'h' || before == 'x' || before == 'o';
            case 't' -> before == 'a' || before == 's' || before == 'n' || before == 'c';
            case 'j' -> before == 'o';
            case 'a', 'b' -> before == 'x' || before == 'o';
            case 'm' -> before == 'p';
            case 'f' -> before == 'h';
            case 'e' -> before == 'v' || before == 'o';
            case 'k' -> before == 's';
            case 'i' -> before == 'p';
            default -> false;
        };
    }

    /** {@code AKIA…} and {@code ASIA…}, of Amazon, and {@code AIza…}, of Google. */
    static @Nullable Span cloudKey(String text, int at, int floor) {
        if (at - 2 >= floor && (text.startsWith("AKIA", at - 2) || text.startsWith("ASIA", at - 2))) {
            int end = at + 2;
            while (end < text.length() && isUpperOrDigit(text.charAt(end))) {
                end++;
            }
            return isStart(text, at - 2) && end - at >= 16 ? new Span(at - 2, end) : null;
        }
        if (at - 1 >= floor && text.startsWith("AIza", at - 1) && isStart(text, at - 1)) {
            int end = runEnd(text, at, "_-");
            return end - at > 30 ? new Span(at - 1, end) : null;
        }
        return null;
    }

    /** A JSON web token, {@code eyJ….….…}; its signature may be missing. */
    static @Nullable Span webToken(String text, int at, int floor) {
        int from = at - 2;
        if (from < floor || !text.startsWith("ey", from) || !isStart(text, from)) {
            return null;
        }
        int header = runEnd(text, at, "_-");
        if (header - from < 10 || header >= text.length() || text.charAt(header) != '.') {
            return null;
        }
        int payload = runEnd(text, header + 1, "_-");
        if (payload - header < 8) {
            return null;
        }
        boolean signed = payload < text.length() && text.charAt(payload) == '.';
        return new Span(from, signed ? runEnd(text, payload + 1, "_-") : payload);
    }

    /** What follows the word Bearer, unless it is a plain word. */
    static @Nullable Span bearer(String text, int at, int floor) {
        int behind = at + BEARER.length();
        if (at < floor || !text.regionMatches(true, at, BEARER, 0, BEARER.length()) || !isStart(text, at)) {
            return null;
        }
        int from = behind;
        while (from < text.length() && from - behind < 4 && text.charAt(from) == ' ') {
            from++;
        }
        int end = runEnd(text, from, "._~+/=-");
        boolean token = end - from >= 8 && (hasDigit(text, from, end) || end - from >= 20);
        return from > behind && token ? new Span(from, end) : null;
    }

    /** A private key in PEM, up to its last line, or to the end when that is missing. */
    static @Nullable Span privateKey(String text, int at) {
        if (!text.startsWith(KEY_BEGIN, at)) {
            return null;
        }
        int titleEnd = Math.min(text.length(), at + KEY_BEGIN.length() + LONGEST_KEY_TITLE);
        int title = text.substring(at, titleEnd).indexOf("PRIVATE KEY");
        if (title < 0) {
            return null;
        }
        int last = text.indexOf(KEY_END, at + title);
        int dashes = last < 0 ? -1 : text.indexOf("-----", last + KEY_END.length());
        return new Span(at, dashes < 0 ? text.length() : dashes + 5);
    }

    /** Whether no word goes on here. */
    private static boolean isStart(String text, int at) {
        return at == 0 || !(isAlphanumeric(text.charAt(at - 1)) || text.charAt(at - 1) == '_' || isJoined(text, at));
    }

    /** {@code x-sk-…} is one word; {@code token -sk} and {@code --sk} are not. */
    private static boolean isJoined(String text, int at) {
        return text.charAt(at - 1) == '-' && at > 1 && isAlphanumeric(text.charAt(at - 2));
    }

    private static int runEnd(String text, int from, String extra) {
        int end = from;
        while (end < text.length() && (isAlphanumeric(text.charAt(end)) || extra.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    static boolean hasDigit(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    private static boolean isUpperOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    static boolean isAlphanumeric(char c) {
        return isUpperOrDigit(c) || (c >= 'a' && c <= 'z');
    }
}
