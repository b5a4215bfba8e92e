package dev.candor.agents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What an agent sends where a name or an id should be, made to be one. */
final class AgentText {
    /** Stands in the place of a name that is none. */
    static final String OTHER = "other";

    private static final int MAX_ID = 128;
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]+");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]@[^\\s@]+\\.[A-Za-z]{2}");
    private static final Pattern PATH =
            Pattern.compile("(?:^|\\s|[\"'=(])(?:(?:~|\\.{1,2})?/[^\\s/]+/|~/|[A-Za-z]:\\\\|\\\\\\\\)");
    private static final Pattern SENTENCE = Pattern.compile("(?:\\S++\\s++){8}\\S");
    private static final Pattern SPACE = Pattern.compile("\\s");

    private AgentText() {}

    /**
     * Whether a text has none of the characters that control characters are, or that paths, addresses and sentences need: what
     * nearly all names and ids are, and found out faster than by patterns.
     */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '/' || c == '\\' || c == '@') {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is none that names something: it has a path or an e-mail address in it, or is a sentence. */
    static boolean isContent(String text) {
        return !isPlain(text)
                && (ADDRESS.matcher(text).find()
                        || PATH.matcher(text).find()
                        || SENTENCE.matcher(text).find());
    }

    /** The text without control characters. */
    static String line(String text) {
        return isPlain(text) ? text : CONTROL.matcher(text).replaceAll(" ");
    }

    /** An id that is too long, or looks like none, stands as its SHA-256, the same for every witness. */
    static String id(String given) {
        String text = line(given);
        if (text.isEmpty()) {
            return "unknown";
        }
        boolean isId = text.length() <= MAX_ID
                && (isPlain(text) || (!SPACE.matcher(text).find() && !isContent(text)));
        return isId ? text : sha256(text);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
