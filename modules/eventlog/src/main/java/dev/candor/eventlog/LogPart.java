package dev.candor.eventlog;

/**
 * A stretch of a log that is kept, pruned or lost as a whole. Rows are appended to the last part only.
 *
 * @param name different from those of all other parts of its log, for ever; sorted as text, names are in the log's order
 * @param start before its first row
 * @param isClosed whether nothing is appended to it any more
 */
public record LogPart(String name, Position start, boolean isClosed) {}
