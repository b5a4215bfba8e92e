package dev.candor.ingestion;

/**
 * What tells a row from all others of its contract.
 *
 * @param high the first half of what identifies it, hashed to 128 bits
 * @param low the second half
 * @param content a hash of all that it says: two rows of one identity with another content are in conflict
 */
record RowKey(long high, long low, long content) {
    /** Of a row that is never told from others. */
    static final RowKey NONE = new RowKey(0, 0, 0);
}
