package dev.candor.foundation.json;

import java.util.Arrays;

/** The names of the objects that are open, so that a name met twice in one object is noticed. */
final class NameScope {
    static final int MAX_NAMES = 4096;

    private final int[] firstOfObject = new int[JsonReader.MAX_DEPTH + 1];
    private int[] hashes = new int[32];
    private byte[][] arrays = new byte[32][];
    private int[] froms = new int[32];
    private int[] tos = new int[32];
    private int objects;
    private int count;
    private String refusal = "";

    void clear() {
        objects = 0;
        count = 0;
    }

    void open() {
        firstOfObject[objects++] = count;
    }

    void close() {
        count = firstOfObject[--objects];
    }

    /** Why the last {@link #add} said no, as the end of a sentence about the name. */
    String refusal() {
        return refusal;
    }

    boolean add(StringScanner name) {
        int first = firstOfObject[objects - 1];
        int hash = name.hash();
        for (int i = first; i < count; i++) {
            if (hashes[i] == hash && name.matches(arrays[i], froms[i], tos[i])) {
                refusal = "twice in one object";
                return false;
            }
        }
        if (count - first == MAX_NAMES) {
            refusal = "in an object with more than " + MAX_NAMES + " names";
            return false;
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
            arrays = Arrays.copyOf(arrays, 2 * count);
            froms = Arrays.copyOf(froms, 2 * count);
            tos = Arrays.copyOf(tos, 2 * count);
        }
        hashes[count] = hash;
        arrays[count] = name.bytes();
        froms[count] = name.from();
        tos[count] = name.to();
        count++;
        return true;
    }
}
