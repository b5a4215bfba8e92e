package dev.candor.index;

/**
 * What was written of a query's result.
 *
 * @param rows how many
 * @param isCut whether there are more rows than were asked for
 */
public record WrittenRows(long rows, boolean isCut) {}
