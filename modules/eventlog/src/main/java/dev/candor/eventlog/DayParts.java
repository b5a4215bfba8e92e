package dev.candor.eventlog;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The numbered parts of a day.
 *
 * @param plain those that stand there as they were written
 * @param compressed those that stand there compressed; perhaps plain as well, when a compression was interrupted
 * @param pruned the last that was removed, 0 when none was
 */
record DayParts(NavigableSet<Integer> plain, NavigableSet<Integer> compressed, int pruned) {
    /** Those to which nothing is appended any more, each once. */
    NavigableSet<Integer> closed() {
        NavigableSet<Integer> all = new TreeSet<>(plain);
        all.addAll(compressed);
        return all;
    }

    /** The number of the part without a number in its name. */
    int active() {
        int last = plain.isEmpty() ? 0 : plain.last();
        return Math.max(Math.max(last, compressed.isEmpty() ? 0 : compressed.last()), pruned) + 1;
    }
}
