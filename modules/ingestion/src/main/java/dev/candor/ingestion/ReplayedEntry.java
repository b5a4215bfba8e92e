package dev.candor.ingestion;

import dev.candor.validation.contract.Contract;
import java.util.Optional;

/** An entry while its row is handed to the pipeline again, which may refuse it once more. */
final class ReplayedEntry {
    private final QuarantineEntry entry;
    private final EntryMaker maker;
    private Optional<Refusal> refused = Optional.empty();
    private Optional<QuarantineEntry> successor = Optional.empty();

    ReplayedEntry(QuarantineEntry entry, EntryMaker maker) {
        this.entry = entry;
        this.maker = maker;
    }

    /** What replays hand the pipeline as the source of a row. */
    static String source(String id) {
        return "quarantine:" + id;
    }

    /**
     * Takes the row back.
     *
     * @return the entry to keep in place of this one; empty when this one says it all
     */
    synchronized Optional<QuarantineEntry> refuse(Refusal why, Optional<Contract> contract) {
        refused = Optional.of(why);
        successor = entry.isFor(why) ? Optional.empty() : Optional.of(maker.next(entry, why, contract));
        return successor;
    }

    synchronized Optional<Refusal> refused() {
        return refused;
    }

    synchronized Optional<QuarantineEntry> successor() {
        return successor;
    }
}
