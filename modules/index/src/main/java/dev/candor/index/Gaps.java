package dev.candor.index;

import dev.candor.foundation.text.Wording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was logged and is in no answer.
 *
 * @param begin the first day that is left of a log that was pruned
 * @param missing the files that nobody pruned
 * @param broken the parts that cannot be read to their end
 */
record Gaps(String table, Optional<LocalDate> begin, List<String> missing, List<String> broken) {
    /** A sentence for each that matters to who asks for rows from a time on; for all rows without one. */
    List<String> notes(Optional<Instant> since) {
        List<String> notes = new ArrayList<>();
        begin.filter(day -> since.isEmpty()
                        || since.get().isBefore(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .ifPresent(day -> notes.add(
                        "rows of " + table + " that were logged before " + day + " were pruned and are not counted"));
        if (!missing.isEmpty()) {
            notes.add("the log of " + table + " lacks " + Wording.count(missing.size(), "part")
                    + " that nobody pruned, whose rows are not counted, the first: " + missing.getFirst());
        }
        if (!broken.isEmpty()) {
            notes.add(Wording.count(broken.size(), "part") + " of the log of " + table
                    + " cannot be read to the end, and the rows after that are not counted, the first: "
                    + broken.getFirst());
        }
        return notes;
    }
}
