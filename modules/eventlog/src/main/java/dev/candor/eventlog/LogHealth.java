package dev.candor.eventlog;

/**
 * How sound a log is on disk.
 *
 * @param parts how many files its rows are in
 * @param bytes how long they are, compressed ones as they are
 * @param rows how many rows can be read
 * @param damagedRows how many lines are no rows any more: no strict JSON object, or longer than a row can be
 * @param damagedBytes how long these are with their newlines; a copy of each is kept aside
 * @param tornTails how many unfinished rows crashes left, which nobody was told were on disk; they are kept aside
 * @param missingParts how many files that were there are gone, without having been pruned, or are no regular files
 */
public record LogHealth(
        long parts, long bytes, long rows, long damagedRows, long damagedBytes, long tornTails, long missingParts) {
    /** A log without anything in it. */
    public static LogHealth empty() {
        return new LogHealth(0, 0, 0, 0, 0, 0, 0);
    }

    /** Whether rows that were acknowledged cannot be read any more. */
    public boolean isDegraded() {
        return damagedRows > 0 || missingParts > 0;
    }

    /** Both together. */
    public LogHealth plus(LogHealth other) {
        return new LogHealth(
                parts + other.parts,
                bytes + other.bytes,
                rows + other.rows,
                damagedRows + other.damagedRows,
                damagedBytes + other.damagedBytes,
                tornTails + other.tornTails,
                missingParts + other.missingParts);
    }
}
