package dev.candor.ingestion;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A refused row as the quarantine keeps it.
 *
 * @param contract the id of the contract
 * @param contractVersion that contract's version then
 * @param time with milliseconds
 * @param payload at most 64 KiB of UTF-8
 * @param after stands first in a row, as names are sorted, so that a row which ends another entry is known by its first
 *     bytes
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

        @Doc("The entry that it took the place of, when that was replayed and refused for another reason.")
        Optional<String> after,

        @Doc("Each reason, the first one first, at most 20; none in an entry of an earlier version.")
        List<Violation> violations,

        @Doc("How many more reasons there were, counted up to 100 in all.") @Range(min = 1)
        Optional<Long> violationsOmitted) {
    private static final int MAX_SENTENCE = 2000;
    private static final int MAX_POINTER = 1000;
    private static final int MAX_SOURCE = 512;

    public QuarantineEntry {
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
        /** A pointer into a row is as long as the names in it. */
        static Violation of(Finding finding) {
            return new Violation(
                    finding.code(),
                    Wording.line(finding.pointer(), MAX_POINTER),
                    finding.rule(),
                    Wording.line(finding.sentence(), MAX_SENTENCE));
        }

        static List<Violation> all(Refusal refusal) {
            return refusal.violations().stream().map(Violation::of).toList();
        }

        private static Violation read(ObjectValue row) {
            return new Violation(text(row, "code"), text(row, "pointer"), text(row, "rule"), text(row, "sentence"));
        }
    }

    /** The first entry of a row. */
    static QuarantineEntry of(QuarantinedRow refused, String id, String time) {
        boolean isPrivate =
                refused.contract().map(Contract::isPrivate).orElseGet(() -> Contract.mayBePrivate(refused.payload()));
        QuarantinedRow row = isPrivate ? refused.withoutContent() : refused;
        Violation why = Violation.of(row.why().summary());
        byte[] whole = row.payload().getBytes(StandardCharsets.UTF_8);
        String kept = kept(row.payload(), whole);
        return new QuarantineEntry(
                id,
                why.code(),
                why.pointer(),
                why.rule(),
                why.sentence(),
                row.contract().map(Contract::id),
                row.contract().map(Contract::version),
                time,
                Wording.line(Secrets.installed().redact(row.source()), MAX_SOURCE),
                HexFormat.of().formatHex(RowIdentity.sha256().digest(whole)),
                kept,
                Math.max(row.payloadBytes(), whole.length),
                kept.length() < row.payload().length() || row.payloadBytes() > whole.length,
                Optional.empty(),
                Violation.all(row.why()),
                omitted(row.why()));
    }

    private static String kept(String payload, byte[] whole) {
        if (whole.length <= QuarantinedRow.MAX_PAYLOAD_BYTES) {
            return payload;
        }
        int end = QuarantinedRow.MAX_PAYLOAD_BYTES;
        while ((whole[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(whole, 0, end, StandardCharsets.UTF_8);
    }

    private static Optional<Long> omitted(Refusal refusal) {
        return Optional.of(refusal.omitted()).filter(more -> more > 0);
    }

    /** Whether a refusal says what is known already. */
    boolean isFor(Refusal refusal) {
        return Violation.of(refusal.summary()).equals(new Violation(code, pointer, rule, sentence))
                && (violations.isEmpty() || violations.equals(Violation.all(refusal)));
    }

    /** The entry that takes the place of this one, whose row was refused for another reason. */
    QuarantineEntry refusedAgain(Refusal refusal, Optional<Contract> known, String newId, String now) {
        Violation why = Violation.of(refusal.summary());
        return new QuarantineEntry(
                newId,
                why.code(),
                why.pointer(),
                why.rule(),
                why.sentence(),
                known.map(Contract::id).or(this::contract),
                known.map(Contract::version).or(this::contractVersion),
                now,
                source,
                checksum,
                payload,
                payloadBytes,
                truncated,
                Optional.of(id),
                Violation.all(refusal),
                omitted(refusal));
    }

    byte[] row() {
        return JsonWriter.compact(QuarantineEntryShape.INSTANCE.write(this)).getBytes(StandardCharsets.UTF_8);
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
                row.text("after"),
                row.objects("violations").stream().map(Violation::read).toList(),
                row.integer("violations_omitted"));
    }

    private static String text(ObjectValue row, String name) {
        return row.text(name).orElse("");
    }
}
