package dev.candor.audittrail;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something about a trail that its reader should know.
 *
 * @param code stable: {@code ACTION_AFTER_COMPLETE}
 * @param records which records of the trail it is about, counted from 1
 */
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

    ObjectValue json() {
        return new ObjectValue(Map.of(
                "kind", JsonValue.of(kind.word()),
                "code", JsonValue.of(code),
                "records",
                        JsonValue.of(records.stream()
                                .map(number -> JsonValue.of(number.longValue()))
                                .toList()),
                "sentence", JsonValue.of(sentence)));
    }
}
