package dev.candor.export.internal.verify;

import java.nio.charset.StandardCharsets;

/**
 * Remembers 64 bits of each id, so that five million take 64 MiB. What it says is new, is new; what it says was met before
 * may be another one with the same bits, which a second look must tell.
 */
final class IdHashes {
    private static final int FIRST_SLOTS = 1 << 10;
    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    /** Adds an id; returns whether it is surely new. */
    boolean add(String id) {
        if (4L * size > 3L * slots.length) {
            long[] narrow = slots;
            slots = new long[2 * narrow.length];
            for (long hash : narrow) {
                if (hash != 0) {
                    put(hash);
                }
            }
        }
        boolean isNew = put(hash(id));
        size += isNew ? 1 : 0;
        return isNew;
    }

    private boolean put(long hash) {
        int slot = (int) hash & (slots.length - 1);
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = hash;
        return true;
    }

    /** FNV-1a, then mixed so that the lower bits depend on all; never 0, which marks a free slot. */
    private static long hash(String id) {
        long hash = FNV_BASIS;
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
        return hash == 0 ? 1 : hash;
    }
}
