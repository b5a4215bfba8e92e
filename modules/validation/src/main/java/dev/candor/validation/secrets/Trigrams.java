package dev.candor.validation.secrets;

/**
 * Three neighbouring characters of each word that the rules look for. One pass over a text finds the places where such a
 * word may stand, and nearly every text has none.
 */
final class Trigrams {
    static final int NONE = -1;

    /** There is a character beyond ASCII: the text is to be folded before it is looked at. */
    static final int WIDE = -2;

    private static final int BITS = 6;
    private static final int LAST_CODE = (1 << BITS) - 1;
    private static final String CODED = "abcdefghijklmnopqrstuvwxyz0123456789 _-./:=\"'$&?<>,;()[]{}|@%+*";
    private static final int SHARED_BEGINNING = 6;

    /** What most rows say: it should lead nobody to look closer. */
    private static final String ORDINARY =
            "success failure failed command_failed command_exit= command_timeout skipped started"
                    + " succeeded rejected cancelled timeout blocked error_class error_message reason_detail reason_code details"
                    + " context source repository make path execution orchestration telemetry inspection instrumentor create"
                    + " passed second section report visitor message version attempt duration_ms timestamp_utc traceparent";

    private static final int ALL = (1 << (3 * BITS)) - 1;
    private static final String COMMON = "etaoinsrhldcumfpgwybvkjxqz";
    private static final byte[] CODES = codes();

    private final long[] known = new long[1 << (3 * BITS - 6)];

    /** Those that are written in a row, three characters each. */
    Trigrams(String trigrams) {
        for (int i = 0; i + 3 <= trigrams.length(); i += 3) {
            int key = key(trigrams, i);
            known[key >>> 6] |= 1L << key;
        }
    }

    /** The last character of the first known trigram of a text, {@link #NONE} or {@link #WIDE}. */
    int first(String text) {
        int key = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 128) {
                return WIDE;
            }
            key = (key << BITS | CODES[c]) & ALL;
            if (((known[key >>> 6] >>> key) & 1) != 0 && i > 1) {
                return i;
            }
        }
        return NONE;
    }

    /** The last character of the first known trigram that ends at {@code from} or later; {@link #NONE} if there is none. */
    int next(String text, int from) {
        for (int i = Math.max(2, from); i < text.length(); i++) {
            int key = key(text, i - 2);
            if (((known[key >>> 6] >>> key) & 1) != 0) {
                return i;
            }
        }
        return NONE;
    }

    static int key(String text, int at) {
        return (code(text.charAt(at)) << (2 * BITS)) | (code(text.charAt(at + 1)) << BITS) | code(text.charAt(at + 2));
    }

    /** Where the trigram of a word begins that other texts have least often. */
    static int rarest(String word) {
        int best = 0;
        for (int at = 1; at + 3 <= word.length(); at++) {
            best = cost(word, at) < cost(word, best) ? at : best;
        }
        return best;
    }

    /** How often texts have a trigram, by how often they have its characters. */
    static int cost(String word, int at) {
        if (ORDINARY.contains(word.substring(at, at + 3))) {
            return 2 * SHARED_BEGINNING + 3 * COMMON.length();
        }
        int beginning = at == 0 && Character.isLetter(word.charAt(2)) ? SHARED_BEGINNING : 0;
        return beginning + cost(word.charAt(at)) + cost(word.charAt(at + 1)) + cost(word.charAt(at + 2));
    }

    private static int cost(char c) {
        int rank = COMMON.indexOf(c | 0x20);
        return rank >= 0
                ? COMMON.length() - rank
                : switch (c) {
                    case '_', ' ' -> 20;
                    case '-', '.' -> 18;
                    default -> c >= '0' && c <= '9' ? 16 : 8;
                };
    }

    private static int code(char c) {
        return c < 128 ? CODES[c] : (c ^ c >>> BITS) & LAST_CODE;
    }

    /** Letters whatever their case, digits, some signs; all others are the last one. */
    private static byte[] codes() {
        byte[] codes = new byte[128];
        for (int c = 0; c < codes.length; c++) {
            int code = CODED.indexOf(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
            codes[c] = (byte) (code < 0 ? LAST_CODE : code);
        }
        return codes;
    }
}
