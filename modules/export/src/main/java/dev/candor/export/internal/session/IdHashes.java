package dev.candor.export.internal.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Remembers which ids were there by 64 bits of their SHA-256, so that five million take 64 MiB. What it says is new, is
 * new; that another one has the same bits is not to be expected, and who must be certain looks a second time.
 */
public final class IdHashes {
    private static final int AT_FIRST = 1 << 10;

    private final MessageDigest digest;
    /** Each hash from its own place on, where it finds the first free one; 0 is none. */
    private long[] places = new long[AT_FIRST];

    private int count;

    /** No ids. */
    public IdHashes() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Remembers an id; returns whether it is new. */
    public boolean add(String id) {
        if (4L * count >= 3L * places.length) {
            long[] before = places;
            places = new long[2 * before.length];
            for (long hash : before) {
                places[place(hash)] = hash;
            }
        }
        long hash = hash(id);
        int place = place(hash);
        boolean isNew = places[place] == 0;
        count += isNew ? 1 : 0;
        places[place] = hash;
        return isNew;
    }

    private int place(long hash) {
        int place = (int) hash & (places.length - 1);
        while (places[place] != 0 && places[place] != hash) {
            place = (place + 1) & (places.length - 1);
        }
        return place;
    }

    private long hash(String id) {
        long hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return hash == 0 ? 1 : hash;
    }
}
