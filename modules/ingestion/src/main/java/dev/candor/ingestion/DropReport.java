package dev.candor.ingestion;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The entries that were given up, or would be. */
@Result
public record DropReport(
        @Doc("Whether nothing was changed.") boolean dryRun,
        @Doc("How many entries fit.") @Range(min = 0) long matched,

        @Doc("How many have left: all, or none in a dry run.") @Range(min = 0)
        long dropped,

        @Doc("Which, oldest first, at most 1000.") List<String> ids,
        @Doc("How many more there are.") @Range(min = 1) Optional<Long> omitted) {
    private static final int MAX_IDS = 1000;

    public DropReport {
        ids = List.copyOf(ids);
    }

    /** A report in the making. */
    static final class Counting {
        private final boolean dryRun;
        private final List<String> ids = new ArrayList<>();
        private long matched;

        Counting(boolean dryRun) {
            this.dryRun = dryRun;
        }

        void add(QuarantineEntry entry) {
            matched++;
            if (ids.size() < MAX_IDS) {
                ids.add(entry.id());
            }
        }

        DropReport report() {
            Optional<Long> omitted = Optional.of(matched - ids.size()).filter(more -> more > 0);
            return new DropReport(dryRun, matched, dryRun ? 0 : matched, ids, omitted);
        }
    }
}
