package dev.candor.audittrail;

import java.util.Locale;

/**
 * Ties the records of one logical execution together. Written with small or capital letters it is the same.
 *
 * @param text a UUID, in small letters
 */
record CorrelationId(String text) {
    private static final String FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    CorrelationId {
        text = text.toLowerCase(Locale.ROOT);
        if (!text.matches(FORM)) {
            throw new IllegalArgumentException("a correlation id is a UUID, such as"
                    + " 3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b, found '" + text + "'");
        }
    }
}
