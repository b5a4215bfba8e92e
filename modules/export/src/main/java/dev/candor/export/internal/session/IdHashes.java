package dev.candor.export.internal.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Remembers that ids were there, at 16 to 32 bytes each: by 64 bits of their SHA-256, so that none is taken for another. */
final class IdHashes {
    private static final int AT_FIRST = 1 << 10;

    private final MessageDigest digest;
    /** Each hash from its own place on, where it finds the first free one; 0 is none. */
    private long[] places = new long[AT_FIRST];

    private int count;

    IdHashes() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Remembers an id. */
    void add(String id) {
        if (count >= places.length / 2) {
            long[] before = places;
            places = new long[2 * before.length];
            for (long hash : before) {
                places[place(hash)] = hash;
            }
        }
        long hash = hash(id);
        int place = place(hash);
        count += places[place] == 0 ? 1 : 0;
        places[place] = hash;
    }

    boolean contains(String id) {
        return count > 0 && places[place(hash(id))] != 0;
    }

    int count() {
        return count;
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
