package dev.candor.export.internal.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which event ids may stand twice, at 8 bytes an id. It may suspect an id that stands once, never miss one that stands
 * twice: whoever asks looks at the suspects again.
 */
final class SuspectIds {
    private final MessageDigest digest;
    private long[] hashes;
    private int count;

    /** Ids, of which about so many come. */
    SuspectIds(int expected) {
        this.hashes = new long[Math.max(expected, 1)];
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(byte[] id) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = hash(id);
    }

    private long hash(byte[] id) {
        return ByteBuffer.wrap(digest.digest(id)).getLong();
    }

    /** Leaves only the hashes that occur twice; returns how many there are. */
    int reduceToSuspects() {
        Arrays.sort(hashes, 0, count);
        int kept = 0;
        for (int i = 1; i < count; i++) {
            long hash = hashes[i];
            if (hash == hashes[i - 1] && (kept == 0 || hashes[kept - 1] != hash)) {
                hashes[kept++] = hash;
            }
        }
        count = kept;
        return kept;
    }

    /** Whether an id is among the suspects from one number on and before another. */
    boolean isSuspect(byte[] id, int from, int to) {
        return Arrays.binarySearch(hashes, from, to, hash(id)) >= 0;
    }
}
