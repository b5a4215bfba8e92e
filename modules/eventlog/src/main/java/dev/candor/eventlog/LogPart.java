package dev.candor.eventlog;

/**
 * A stretch of a log that is kept, pruned or lost as a whole. Rows are appended to the last part only.
 *
 * @param name different from those of all other parts of its log, for ever; sorted as text, names are in the log's order
 * @param start before its first row
 * @param isClosed whether nothing is appended to it any more
 * @param written when it was last written, in ms since 1970: of a closed part, another number tells that it is another
 */
public record LogPart(String name, Position start, boolean isClosed, long written) {}
