package dev.candor.ingestion;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refused row as the quarantine keeps it.
 *
 * @param contract the id of the contract
 * @param contractVersion that contract's version then
 * @param time with milliseconds
 * @param payload at most 64 KiB of UTF-8
 * @param lineage the last {@value #MAX_ANCESTORS} of them: the entry took the place of the last one when that was
 *     replayed and refused for another reason
 */
@Result
public record QuarantineEntry(
        @Doc("Names the entry.") String id,
        @Doc("Why, stable: the first reason.") String code,

        @Doc("JSON pointer to what was refused; empty for the row itself.")
        String pointer,

        @Doc("The schema keyword or named rule that was broken.")
        String rule,

        @Doc("Why, for a person: all reasons, as far as that stays readable.")
        String sentence,

        @Doc("Whose row it should have been; null when that is not known.") @OrNull
        Optional<String> contract,

        @OrNull Optional<String> contractVersion,
        @Doc("When it was refused, ISO 8601 in UTC.") String time,
        @Doc("Where it came from.") String source,

        @Doc("SHA-256 of the payload before it was cut, hexadecimal.")
        String checksum,

        @Doc("The row as it was sent, without secrets.") String payload,

        @Doc("How long the payload was before it was cut.") @Range(min = 0)
        long payloadBytes,

        @Doc("Whether it was cut; such an entry cannot be replayed.")
        boolean truncated,

        @Doc("The entries that it descends from by replays, oldest first.")
        List<String> lineage,

        @Doc("Each reason, the first one first, at most 20; none in an entry of an earlier version.")
        List<Violation> violations,

        @Doc("How many more reasons there were, counted up to 100 in all.") @Range(min = 1)
        Optional<Long> violationsOmitted) {
    /** How long a lineage gets. */
    public static final int MAX_ANCESTORS = 16;

    /** Stands first in a row, as names are sorted, so that a row which ends another entry is known by its first bytes. */
    static final String AFTER = "after";

    public QuarantineEntry {
        lineage = List.copyOf(lineage);
        violations = List.copyOf(violations);
    }

    /** A reason why a row was refused. */
    @Result
    public record Violation(
            @Doc("Stable.") String code,

            @Doc("JSON pointer to what was refused; empty for the row itself.")
            String pointer,

            @Doc("The schema keyword or named rule that was broken.")
            String rule,

            @Doc("For a person.") String sentence) {
        private static Violation of(Finding finding) {
            return new Violation(
                    finding.code(), EntryMaker.pointer(finding), finding.rule(), EntryMaker.sentence(finding));
        }

        static List<Violation> all(Refusal refusal) {
            return refusal.violations().stream().map(Violation::of).toList();
        }

        private static Violation read(ObjectValue row) {
            return new Violation(text(row, "code"), text(row, "pointer"), text(row, "rule"), text(row, "sentence"));
        }
    }

    /** The entry that this one took the place of. */
    Optional<String> after() {
        return lineage.isEmpty() ? Optional.empty() : Optional.of(lineage.getLast());
    }

    /** Whether a refusal says what is known already. */
    boolean isFor(Refusal refusal) {
        Finding finding = refusal.summary();
        return (violations.isEmpty() || violations.equals(Violation.all(refusal)))
                && code.equals(finding.code())
                && pointer.equals(EntryMaker.pointer(finding))
                && rule.equals(finding.rule())
                && sentence.equals(EntryMaker.sentence(finding));
    }

    /** The lineage of an entry that takes the place of this one. */
    List<String> descent() {
        List<String> ids = new ArrayList<>(lineage);
        ids.add(id);
        return ids.subList(Math.max(0, ids.size() - MAX_ANCESTORS), ids.size());
    }

    ObjectValue row() {
        Map<String, JsonValue> members =
                new LinkedHashMap<>(QuarantineEntryShape.INSTANCE.write(this).members());
        after().ifPresent(predecessor -> members.put(AFTER, JsonValue.of(predecessor)));
        return new ObjectValue(members);
    }

    /** The entry that a row of the quarantine is; empty when it is another row. */
    public static Optional<QuarantineEntry> read(byte[] bytes, int from, int to) {
        try {
            return JsonValue.parse(Arrays.copyOfRange(bytes, from, to)) instanceof ObjectValue row
                            && row.text("id").isPresent()
                    ? Optional.of(of(row))
                    : Optional.empty();
        } catch (JsonSyntaxException damaged) {
            return Optional.empty();
        }
    }

    private static QuarantineEntry of(ObjectValue row) {
        return new QuarantineEntry(
                text(row, "id"),
                text(row, "code"),
                text(row, "pointer"),
                text(row, "rule"),
                text(row, "sentence"),
                row.text("contract"),
                row.text("contract_version"),
                text(row, "time"),
                text(row, "source"),
                text(row, "checksum"),
                text(row, "payload"),
                row.integer("payload_bytes").orElse(0L),
                row.isTrue("truncated"),
                row.texts("lineage"),
                row.objects("violations").stream().map(Violation::read).toList(),
                row.integer("violations_omitted"));
    }

    private static String text(ObjectValue row, String name) {
        return row.text(name).orElse("");
    }
}
