package dev.candor.ingestion;

import dev.candor.foundation.capability.Members;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.text.Wording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of the entries that were replayed or dropped, or would become: each is counted once. */
@Result
public record QuarantineReport(
        @Doc("Whether nothing was changed, and this is what would be.")
        boolean dryRun,

        @Doc("How many entries fitted: replayed + duplicate + dropped + refused_again + skipped.") @Range(min = 0)
        long matched,

        @Doc("How many rows are in their log now.") @Range(min = 0)
        long replayed,

        @Doc("How many were there already, and left.") @Range(min = 0)
        long duplicate,

        @Doc("How many were given up.") @Range(min = 0) long dropped,

        @Doc("How many were refused again.") @Range(min = 0) long refusedAgain,

        @Doc("How many cannot be replayed, and stay.") @Range(min = 0)
        long skipped,

        @Doc("One by one, oldest first, at most 1000.") List<Row> rows,

        @Doc("How many more there are.") @Range(min = 1) Optional<Long> omitted) {
    private static final int MAX_ROWS = 1000;

    public QuarantineReport {
        rows = List.copyOf(rows);
    }

    /** What becomes of an entry. */
    public enum Fate {
        /** Its row is in its log now. */
        REPLAYED,
        /** Its row was there already; the entry has left. */
        DUPLICATE,
        /** Somebody gave it up. */
        DROPPED,
        /** It stays, or another entry with the new reason took its place. */
        REFUSED_AGAIN,
        /** It cannot be replayed, and stays. */
        SKIPPED;

        String words() {
            return Members.word(this).replace('_', ' ');
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
        Row(QuarantineEntry entry, Fate outcome, String sentence) {
            this(entry.id(), outcome, entry.code(), sentence, Optional.empty());
        }

        private String words() {
            return id + "  " + outcome.words() + (sentence.isEmpty() ? "" : ": " + sentence + " [" + code + "]");
        }
    }

    /** A report in the making. */
    static final class Counting {
        private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        private final List<Row> rows = new ArrayList<>();
        private long matched;

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

        QuarantineReport report(boolean dryRun) {
            return new QuarantineReport(
                    dryRun,
                    matched,
                    count(Fate.REPLAYED),
                    count(Fate.DUPLICATE),
                    count(Fate.DROPPED),
                    count(Fate.REFUSED_AGAIN),
                    count(Fate.SKIPPED),
                    rows,
                    Optional.of(matched - rows.size()).filter(omitted -> omitted > 0));
        }
    }

    private Map<Fate, Long> counts() {
        Map<Fate, Long> counts = new EnumMap<>(Map.of(
                Fate.REPLAYED, replayed,
                Fate.DUPLICATE, duplicate,
                Fate.DROPPED, dropped,
                Fate.REFUSED_AGAIN, refusedAgain,
                Fate.SKIPPED, skipped));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Says of each entry what would become of it, or of those that are still there why, and the sums. */
    void tell(Page page) {
        rows.stream().filter(row -> dryRun || !row.sentence().isEmpty()).forEach(row -> page.line(row.words()));
        omitted.ifPresent(more -> page.line("… and " + more + " more"));
        String sums = counts().entrySet().stream()
                .map(sum -> sum.getValue() + " " + sum.getKey().words())
                .collect(Collectors.joining(", "));
        page.line(Wording.count(matched, "refused row")
                + (sums.isEmpty() ? "" : ": " + sums)
                + (dryRun ? " (dry run: nothing was changed)" : ""));
    }
}
