package dev.candor.eventlog;

import java.util.Optional;

/**
 * What came of reading a part.
 *
 * @param end the place after the last row visited
 * @param lastRow the place before that row; empty when none was visited
 * @param isWhole whether all that was written to the part after the place asked for could be read: not when the part is
 *     gone, or compressed and broken
 */
public record PartRead(Position end, Optional<Position> lastRow, boolean isWhole) {}
