package dev.candor.eventlog;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The numbered parts of a day.
 *
 * @param plain those that stand there as they were written
 * @param compressed those that stand there compressed; perhaps plain as well, when a compression was interrupted
 * @param pruned the last that was removed, 0 when none was
 * @param begun the last that the catalog names, 0 when it names none
 * @param hasUnnumbered whether the part without a number in its name is there
 */
record DayParts(
        NavigableSet<Integer> plain, NavigableSet<Integer> compressed, int pruned, int begun, boolean hasUnnumbered) {
    /** Those to which nothing is appended any more, each once. */
    NavigableSet<Integer> closed() {
        NavigableSet<Integer> all = new TreeSet<>(plain);
        all.addAll(compressed);
        return all;
    }

    /** The number of the part without a number in its name; when it is gone, that of the next one, never one of before. */
    int active() {
        int last = plain.isEmpty() ? 0 : plain.last();
        int closed = Math.max(Math.max(last, compressed.isEmpty() ? 0 : compressed.last()), pruned);
        return Math.max(closed + 1, hasUnnumbered ? begun : begun + 1);
    }

    /**
     * The next part behind one that is not the active one. The one begun last is among them, also when a listing of the
     * folder has it under neither of its names because it was renamed meanwhile.
     */
    int after(int part) {
        int next = begun > part ? Math.min(begun, active()) : active();
        Integer closed = closed().higher(part);
        return closed == null ? next : Math.min(closed, next);
    }
}
