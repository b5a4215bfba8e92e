package dev.candor.ingestion;

import dev.candor.ingestion.Receipt.RowNote;
import dev.candor.ingestion.Receipt.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Adds up what became of rows. */
final class Tally {
    private final List<RowNote> rows = new ArrayList<>();
    private long accepted;
    private long duplicate;
    private long quarantined;
    private long omitted;

    /** Counts rows that stand in the log now. */
    void accepted(long count) {
        accepted += count;
    }

    /** Counts rows that stood there before. */
    void duplicate(long count) {
        duplicate += count;
    }

    /** Counts rows that are in quarantine now. */
    void quarantined(long count) {
        quarantined += count;
    }

    /** Speaks of rows one by one, in the order of their lines, as far as there is room. */
    void note(List<RowNote> more) {
        more.stream().sorted(Comparator.comparingLong(RowNote::line)).forEach(note -> {
            if (rows.size() < Receipt.MAX_ROWS) {
                rows.add(note);
            } else if (note.status() == Status.QUARANTINED) {
                makeRoom(note);
            } else {
                omitted++;
            }
        });
    }

    /** A refusal matters more than a warning or a duplicate. */
    private void makeRoom(RowNote refusal) {
        omitted++;
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.get(i).status() != Status.QUARANTINED) {
                rows.remove(i);
                rows.add(refusal);
                return;
            }
        }
    }

    long received() {
        return accepted + duplicate + quarantined;
    }

    Receipt receipt(Optional<EarlyEnd> end) {
        return new Receipt(
                received(),
                accepted,
                duplicate,
                quarantined,
                rows,
                Optional.of(omitted).filter(more -> more > 0),
                end);
    }
}
