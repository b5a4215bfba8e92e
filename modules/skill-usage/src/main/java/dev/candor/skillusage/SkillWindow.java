package dev.candor.skillusage;

import java.util.Arrays;

/** Counts skills among the last rows; its memory is bounded by the window, not by the rows that pass. */
final class SkillWindow {
    /** The index of a row whose skill is not asked for. */
    static final int OTHER = -1;

    private static final int FIRST_CAPACITY = 1024;

    private final int lastRows;
    private final long[] counts;
    private short[] window = {};
    private long total;

    /** A window over the last rows (0 for all) that counts skills of indexes below {@code skills}. */
    SkillWindow(int lastRows, int skills) {
        this.lastRows = lastRows;
        this.counts = new long[skills];
    }

    void add(int skill) {
        if (lastRows > 0) {
            int slot = (int) (total % lastRows);
            if (total >= lastRows) {
                count(window[slot], -1);
            } else if (slot == window.length) {
                int capacity = Math.max(FIRST_CAPACITY, 2 * window.length);
                window = Arrays.copyOf(window, Math.min(capacity, lastRows));
            }
            window[slot] = (short) skill;
        }
        count(skill, 1);
        total++;
    }

    private void count(int skill, int change) {
        if (skill != OTHER) {
            counts[skill] += change;
        }
    }

    long count(int skill) {
        return counts[skill];
    }

    long total() {
        return total;
    }

    long size() {
        return lastRows == 0 ? total : Math.min(total, lastRows);
    }
}
