package dev.candor.foundation.json;

import java.util.Arrays;

/**
 * The names of the objects that are open, so that a name met twice in one object is noticed.
 *
 * <p>The first names of an object are compared one by one; an object with more gets a hash table. Its hash has a seed that
 * nobody outside knows, so that no text can be made whose names all meet in one slot.
 */
final class NameScope {
    static final int MAX_NAMES = 4096;
    private static final int MAX_LISTED = 16;
    private static final String TWICE = "twice in one object";
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final int[] firstOfObject;
    /** By depth: the places of the names in the lists below, plus one; 0 is a free slot, no table is for few names. */
    private final int[][] tables;

    private int[] hashes = new int[32];
    private byte[][] arrays = new byte[32][];
    private int[] froms = new int[32];
    private int[] tos = new int[32];
    private int objects;
    private int count;
    private int compared;
    private long seed;
    private String refusal = "";

    NameScope(int maxDepth) {
        firstOfObject = new int[maxDepth + 1];
        tables = new int[maxDepth + 1][];
    }

    void clear() {
        objects = 0;
        count = 0;
    }

    void open() {
        if (tables[objects] != null) {
            tables[objects] = null;
        }
        firstOfObject[objects++] = count;
    }

    void close() {
        count = firstOfObject[--objects];
    }

    /** Why the last {@link #add} said no, as the end of a sentence about the name. */
    String refusal() {
        return refusal;
    }

    /** How many names of a table the last {@link #add} looked at. */
    int compared() {
        return compared;
    }

    boolean add(StringScanner name) {
        int first = firstOfObject[objects - 1];
        if (count - first >= MAX_LISTED) {
            return addToTable(name, first, count - first);
        }
        int hash = name.hash();
        for (int i = first; i < count; i++) {
            if (hashes[i] == hash && name.matches(arrays[i], froms[i], tos[i])) {
                refusal = TWICE;
                return false;
            }
        }
        put(name);
        return true;
    }

    private boolean addToTable(StringScanner name, int first, int names) {
        compared = 0;
        int[] table = table(first, names);
        int slot = slot(table, name.bytes(), name.from(), name.to());
        if (table[slot] != 0) {
            refusal = TWICE;
            return false;
        }
        if (names == MAX_NAMES) {
            refusal = "in an object with more than " + MAX_NAMES + " names";
            return false;
        }
        put(name);
        table[slot] = count;
        return true;
    }

    private void put(StringScanner name) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
            arrays = Arrays.copyOf(arrays, 2 * count);
            froms = Arrays.copyOf(froms, 2 * count);
            tos = Arrays.copyOf(tos, 2 * count);
        }
        hashes[count] = name.hash();
        arrays[count] = name.bytes();
        froms[count] = name.from();
        tos[count] = name.to();
        count++;
    }

    /** The table of the innermost object, at most half full with one name more. */
    private int[] table(int first, int names) {
        int[] table = tables[objects - 1];
        if (table == null || 2 * (names + 1) > table.length) {
            if (seed == 0) {
                seed = (System.nanoTime() ^ System.identityHashCode(this)) * ODD | 1;
            }
            table = new int[4 * Integer.highestOneBit(names + 1)];
            for (int i = first; i < count; i++) {
                table[slot(table, arrays[i], froms[i], tos[i])] = i + 1;
            }
            tables[objects - 1] = table;
        }
        return table;
    }

    /** The slot of that name, or the free one where it belongs. */
    private int slot(int[] table, byte[] bytes, int from, int to) {
        long hash = seed;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * ODD;
            hash ^= hash >>> 32;
        }
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0) {
            int known = table[slot] - 1;
            compared++;
            if (Arrays.equals(bytes, from, to, arrays[known], froms[known], tos[known])) {
                return slot;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }
}
