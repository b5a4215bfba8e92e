package dev.candor.ingestion;

import java.util.Arrays;

/**
 * The keys of the last rows, in their order: a ring, and a hash table of places in the ring. It takes 16 bytes a row, 24
 * where contents are kept, and 8 to 16 for the table; it grows with the rows, and forgets the oldest when it is full. Not for two threads at a time.
 */
final class KeyWindow {
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int FIRST_SLOTS = 1 << 12;

    private final int capacity;
    private final int longs;
    private final long[][] chunks;
    private int[] slots = new int[FIRST_SLOTS];
    private int oldest;
    private int size;

    /**
     * An empty window.
     *
     * @param capacity how many keys it holds at most
     * @param withContents whether rows of one identity may have several contents; else a content is always 0
     */
    KeyWindow(int capacity, boolean withContents) {
        this.capacity = capacity;
        this.longs = withContents ? 3 : 2;
        this.chunks = new long[(capacity + CHUNK - 1) >>> CHUNK_BITS][];
    }

    int size() {
        return size;
    }

    int capacity() {
        return capacity;
    }

    /** The key so many places behind the oldest. */
    RowKey get(int age) {
        int place = place(age);
        return new RowKey(read(place, 0), read(place, 1), content(place));
    }

    /** Whether a row of that identity is here. */
    boolean contains(RowKey key) {
        return slots[slotOf(key.high(), key.low())] != 0;
    }

    /** The content of the row of that identity, which must be here. */
    long contentOf(RowKey key) {
        return content(slots[slotOf(key.high(), key.low())] - 1);
    }

    /** Adds a key of an identity that is not here yet; the oldest goes when there is no room. */
    void add(RowKey key) {
        if (size == capacity) {
            removeOldest();
        }
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        int place = place(size);
        write(place, key);
        slots[slotOf(key.high(), key.low())] = place + 1;
        size++;
    }

    /** Takes the newest keys away again. */
    void removeNewest(int count) {
        for (int i = 0; i < count; i++) {
            size--;
            forget(place(size));
        }
    }

    private void removeOldest() {
        forget(oldest);
        oldest = oldest + 1 == capacity ? 0 : oldest + 1;
        size--;
    }

    void clear() {
        Arrays.fill(slots, 0);
        oldest = 0;
        size = 0;
    }

    private int place(int age) {
        int place = oldest + age;
        return place >= capacity ? place - capacity : place;
    }

    private long content(int place) {
        return longs == 3 ? read(place, 2) : 0;
    }

    private long read(int place, int which) {
        return chunks[place >>> CHUNK_BITS][(place & (CHUNK - 1)) * longs + which];
    }

    private void write(int place, RowKey key) {
        int chunk = place >>> CHUNK_BITS;
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[CHUNK * longs];
        }
        int at = (place & (CHUNK - 1)) * longs;
        chunks[chunk][at] = key.high();
        chunks[chunk][at + 1] = key.low();
        if (longs == 3) {
            chunks[chunk][at + 2] = key.content();
        }
    }

    /** The slot that holds the identity, or the free one where it belongs. */
    private int slotOf(long high, long low) {
        int mask = slots.length - 1;
        int slot = (int) low & mask;
        while (slots[slot] != 0 && !(read(slots[slot] - 1, 0) == high && read(slots[slot] - 1, 1) == low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Empties a place's slot, and moves up those behind it that would not be found any more. */
    private void forget(int place) {
        int mask = slots.length - 1;
        int free = slotOf(read(place, 0), read(place, 1));
        slots[free] = 0;
        for (int slot = (free + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) read(slots[slot] - 1, 1) & mask;
            if (((slot - home) & mask) >= ((slot - free) & mask)) {
                slots[free] = slots[slot];
                slots[slot] = 0;
                free = slot;
            }
        }
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int age = 0; age < size; age++) {
            int place = place(age);
            slots[slotOf(read(place, 0), read(place, 1))] = place + 1;
        }
    }
}
