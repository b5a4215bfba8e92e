package dev.candor.ingestion;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A set of ids that holds 16 bytes of each one's SHA-256, so that a million of them take 48 MiB at most. Two ids are one
 * with a chance that no number of rows a disk can hold makes worth a thought.
 */
final class IdSet {
    private static final int FIRST_SLOTS = 64;

    private final MessageDigest digest = sha256();
    private long[] high = new long[FIRST_SLOTS];
    private long[] low = new long[FIRST_SLOTS];
    private int size;

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void add(String id) {
        ByteBuffer fingerprint = fingerprint(id);
        if (put(high, low, fingerprint.getLong(0), fingerprint.getLong(Long.BYTES))) {
            size++;
            if (size * 3L > high.length * 2L) {
                grow();
            }
        }
    }

    boolean contains(String id) {
        ByteBuffer fingerprint = fingerprint(id);
        long first = fingerprint.getLong(0);
        long second = fingerprint.getLong(Long.BYTES);
        int slot = slot(high, low, first, second);
        return high[slot] == first && low[slot] == second;
    }

    int size() {
        return size;
    }

    private ByteBuffer fingerprint(String id) {
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    private void grow() {
        long[] widerHigh = new long[high.length * 2];
        long[] widerLow = new long[low.length * 2];
        for (int slot = 0; slot < high.length; slot++) {
            if ((high[slot] | low[slot]) != 0) {
                put(widerHigh, widerLow, high[slot], low[slot]);
            }
        }
        high = widerHigh;
        low = widerLow;
    }

    private static boolean put(long[] high, long[] low, long first, long second) {
        int slot = slot(high, low, first, second);
        boolean isNew = high[slot] != first || low[slot] != second;
        high[slot] = first;
        low[slot] = second;
        return isNew;
    }

    /** Where a fingerprint stands, or the free slot where it would. */
    private static int slot(long[] high, long[] low, long first, long second) {
        int slot = (int) (first & (high.length - 1));
        while ((high[slot] | low[slot]) != 0 && (high[slot] != first || low[slot] != second)) {
            slot = (slot + 1) & (high.length - 1);
        }
        return slot;
    }
}
