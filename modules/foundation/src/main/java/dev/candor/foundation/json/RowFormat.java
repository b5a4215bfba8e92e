package dev.candor.foundation.json;

/** How the rows are laid out in a text, as a sender or a user says it. */
public enum RowFormat {
    /**
     * Told by looking at the beginning: an array when it begins with {@code [}; documents when its first object goes on
     * after the end of a line; else lines.
     */
    AUTO,
    /** A JSON text on each line; blank lines are no rows. */
    NDJSON,
    /** One JSON text: an array has a row an item, everything else is one row. */
    JSON
}
