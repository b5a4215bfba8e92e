package dev.candor.index;

import dev.candor.foundation.text.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was logged and is in no answer.
 *
 * @param prunedBefore until when rows were appended that may be pruned
 * @param missing the files that nobody pruned
 * @param broken the parts that cannot be read to their end
 */
record Gaps(String table, Optional<Instant> prunedBefore, List<String> missing, List<String> broken) {
    /** A sentence for each that matters to who asks for rows from a time on; for all rows without one. */
    List<String> notes(Optional<Instant> since) {
        List<String> notes = new ArrayList<>();
        prunedBefore
                .filter(end -> since.isEmpty() || since.get().isBefore(end))
                .ifPresent(end -> notes.add("older rows of the log " + log() + " were pruned and are not counted"));
        if (!missing.isEmpty()) {
            notes.add("the log " + log() + " lacks " + Wording.count(missing.size(), "part")
                    + " that nobody pruned, whose rows are not counted, the first: " + missing.getFirst());
        }
        if (!broken.isEmpty()) {
            notes.add(Wording.count(broken.size(), "part") + " of the log " + log()
                    + " cannot be read to the end, and the rows after that are not counted, the first: "
                    + broken.getFirst());
        }
        return notes;
    }

    private String log() {
        return table.replace('_', '-');
    }
}
