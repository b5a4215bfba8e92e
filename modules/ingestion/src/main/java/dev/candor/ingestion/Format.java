package dev.candor.ingestion;

/** How rows stand in what is handed over. */
public enum Format {
    /** One JSON text: an object is one row, an array has one row an item. */
    JSON,
    /** A JSON text on each line. Blank lines are passed over. */
    NDJSON,
    /** An array when the first character is {@code [}, else lines. */
    ANY
}
