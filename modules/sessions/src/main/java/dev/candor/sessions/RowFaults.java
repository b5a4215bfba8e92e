package dev.candor.sessions;

import dev.candor.foundation.text.Wording;
import java.util.List;

/**
 * Rows of sessions that cannot be used.
 *
 * @param first what is wrong with the first of them, a sentence without its full stop
 */
record RowFaults(long count, String first) {
    static final RowFaults NONE = new RowFaults(0, "");

    /** These and one more. */
    RowFaults and(String sentence) {
        return new RowFaults(count + 1, count == 0 ? sentence : first);
    }

    /** What whoever reads a list should know, a sentence each. */
    List<String> notes() {
        return count == 0
                ? List.of()
                : List.of(Wording.count(count, "row")
                        + " of sessions cannot be used and "
                        + (count == 1 ? "is" : "are")
                        + " left out, the first: "
                        + first + ".");
    }
}
