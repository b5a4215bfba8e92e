package dev.candor.audittrail;

import dev.candor.foundation.capability.Schema.Result;
import java.util.List;
import java.util.Locale;

/**
 * Something about a trail that its reader should know.
 *
 * @param code stable: {@code ACTION_AFTER_COMPLETE}
 * @param records which records of the trail it is about, counted from 1
 */
@Result
record TrailFinding(Kind kind, String code, List<Integer> records, String sentence) {
    /** How bad it is. */
    enum Kind {
        /** Not all of it can be true, or it breaks the contract's word. */
        CONTRADICTION,
        /** Something is missing. */
        GAP,
        /** Unusual, and worth a look. */
        NOTICE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
