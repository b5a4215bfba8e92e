package dev.candor.ingestion;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the entries that were replayed, or would become:
 * {@code matched = replayed + duplicate + refusedAgain + skipped}, always.
 */
@Result
public record ReplayReport(
        @Doc("Whether nothing was changed.") boolean dryRun,

        @Doc("How many entries fitted: replayed + duplicate + refused_again + skipped.") @Range(min = 0)
        long matched,

        @Doc("How many rows are in their log now.") @Range(min = 0)
        long replayed,

        @Doc("How many were there already, and left.") @Range(min = 0)
        long duplicate,

        @Doc("How many were refused again.") @Range(min = 0) long refusedAgain,

        @Doc("How many cannot be replayed, and stay.") @Range(min = 0)
        long skipped,

        @Doc("One by one, oldest first, at most 1000.") List<Row> rows,
        @Doc("How many more there are.") @Range(min = 1) Optional<Long> omitted) {
    private static final int MAX_ROWS = 1000;

    public ReplayReport {
        if (matched != replayed + duplicate + refusedAgain + skipped) {
            throw new IllegalArgumentException("matched must be replayed + duplicate + refused_again + skipped, found "
                    + matched + " and " + replayed + " + " + duplicate + " + " + refusedAgain + " + " + skipped);
        }
        rows = List.copyOf(rows);
    }

    /** What became of an entry. */
    public enum Fate {
        /** Its row is in its log now. */
        REPLAYED,
        /** Its row was there already; the entry has left. */
        DUPLICATE,
        /** It stays, or another entry with the new reason took its place. */
        REFUSED_AGAIN,
        /** It cannot be replayed, and stays. */
        SKIPPED;

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** An entry. */
    @Result
    public record Row(
            @Doc("The entry.") String id,
            Fate outcome,

            @Doc("Why it was refused: now, if it was refused again.")
            String code,

            @Doc("Why it is still there; empty when it has left.")
            String sentence,

            @Doc("The entry with the newer reason that took its place.")
            Optional<String> movedTo) {
        static Row leaves(QuarantineEntry entry, Fate fate) {
            return new Row(entry.id(), fate, entry.code(), "", Optional.empty());
        }

        static Row stays(QuarantineEntry entry, Fate fate, String sentence) {
            return new Row(entry.id(), fate, entry.code(), sentence, Optional.empty());
        }

        static Row refused(QuarantineEntry entry, Refusal why, Optional<QuarantineEntry> successor) {
            return new Row(
                    entry.id(),
                    Fate.REFUSED_AGAIN,
                    why.summary().code(),
                    EntryMaker.sentence(why.summary()),
                    successor.map(QuarantineEntry::id));
        }
    }

    /** A report in the making. */
    static final class Counting {
        private final boolean dryRun;
        private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        private final List<Row> rows = new ArrayList<>();
        private long matched;

        Counting(boolean dryRun) {
            this.dryRun = dryRun;
        }

        void add(Row row) {
            matched++;
            fates.merge(row.outcome(), 1L, Long::sum);
            if (rows.size() < MAX_ROWS) {
                rows.add(row);
            }
        }

        private long count(Fate fate) {
            return fates.getOrDefault(fate, 0L);
        }

        ReplayReport report() {
            return new ReplayReport(
                    dryRun,
                    matched,
                    count(Fate.REPLAYED),
                    count(Fate.DUPLICATE),
                    count(Fate.REFUSED_AGAIN),
                    count(Fate.SKIPPED),
                    rows,
                    Optional.of(matched - rows.size()).filter(omitted -> omitted > 0));
        }
    }
}
