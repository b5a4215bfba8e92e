package dev.candor.validation.schema;

import java.util.Locale;

/**
 * One difference between two versions of a schema.
 *
 * @param pointer to the place in the schema; empty for its top
 */
public record SchemaChange(Weight weight, String pointer, String sentence) {
    /** What a change means for those who write and read rows; the order is that of weight. */
    public enum Weight {
        /** Only words changed: the same rows are valid. */
        REVISION,
        /** Every row that was valid still is; there may be others. */
        ADDITIVE,
        /** Rows that were valid are no more, or what was always there may be missing. */
        BREAKING;

        /** In lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
