package dev.candor.ingestion;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the entries that were replayed, or would become:
 * {@code matched = replayed + duplicate + refusedAgain + skipped}, always.
 *
 * @param rows one by one, oldest first, at most {@value #MOST_ROWS}
 * @param omitted how many more there were
 */
public record ReplayReport(
        boolean dryRun,
        long matched,
        long replayed,
        long duplicate,
        long refusedAgain,
        long skipped,
        List<Row> rows,
        long omitted) {
    /** How many entries are spoken of one by one. */
    public static final int MOST_ROWS = 1000;

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
        SKIPPED
    }

    /**
     * An entry.
     *
     * @param code why it was refused: now if it was refused again, else then
     * @param sentence why it is still in quarantine, for a person; empty when it has left
     * @param movedTo the entry that took its place
     */
    public record Row(String id, Fate fate, String code, String sentence, Optional<String> movedTo) {
        static Row leaves(QuarantineEntry entry, Fate fate) {
            return new Row(entry.id(), fate, entry.code(), "", Optional.empty());
        }

        static Row stays(QuarantineEntry entry, Fate fate, String sentence) {
            return new Row(entry.id(), fate, entry.code(), sentence, Optional.empty());
        }

        static Row refused(QuarantineEntry entry, Finding why, Optional<QuarantineEntry> successor) {
            return new Row(
                    entry.id(),
                    Fate.REFUSED_AGAIN,
                    why.code(),
                    EntryMaker.sentence(why),
                    successor.map(QuarantineEntry::id));
        }

        JsonValue json() {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("id", JsonValue.of(id));
            members.put("outcome", JsonValue.of(fate.name().toLowerCase(Locale.ROOT)));
            members.put("code", JsonValue.of(code));
            members.put("sentence", JsonValue.of(sentence));
            movedTo.ifPresent(to -> members.put("moved_to", JsonValue.of(to)));
            return new ObjectValue(members);
        }
    }

    /** As every door says it; {@code omitted} only when entries were left out. */
    public ObjectValue json() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("dry_run", JsonValue.of(dryRun));
        members.put("matched", JsonValue.of(matched));
        members.put("replayed", JsonValue.of(replayed));
        members.put("duplicate", JsonValue.of(duplicate));
        members.put("refused_again", JsonValue.of(refusedAgain));
        members.put("skipped", JsonValue.of(skipped));
        members.put("rows", JsonValue.of(rows.stream().map(Row::json).toList()));
        if (omitted > 0) {
            members.put("omitted", JsonValue.of(omitted));
        }
        return new ObjectValue(members);
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
            fates.merge(row.fate(), 1L, Long::sum);
            if (rows.size() < MOST_ROWS) {
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
                    matched - rows.size());
        }
    }
}
