package dev.candor.ingestion;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
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
 * @param id names it; no other entry has it
 * @param code why it was refused, stable
 * @param pointer JSON pointer to what was refused; empty for the row itself
 * @param rule the schema keyword or named rule that was broken
 * @param sentence the same for a person
 * @param contract the id of the contract whose row it should have been; empty when that is not known
 * @param contractVersion that contract's version then
 * @param time when it was refused, ISO 8601 in UTC with milliseconds
 * @param source where it came from
 * @param checksum SHA-256 of the payload before it was cut, hexadecimal
 * @param payload the row as it was sent, without secrets, at most 64 KiB of UTF-8
 * @param payloadBytes how long it was before it was cut
 * @param truncated whether it was cut
 * @param lineage the ids of the entries that it descends from, oldest first, the last {@value #MOST_ANCESTORS} of them:
 *     it took the place of the last one when that was replayed and refused for another reason
 */
public record QuarantineEntry(
        String id,
        String code,
        String pointer,
        String rule,
        String sentence,
        Optional<String> contract,
        Optional<String> contractVersion,
        String time,
        String source,
        String checksum,
        String payload,
        long payloadBytes,
        boolean truncated,
        List<String> lineage) {
    /** How long a lineage gets. */
    public static final int MOST_ANCESTORS = 16;

    /** Stands first in a row, as names are sorted, so that a row which ends another entry is known by its first bytes. */
    static final String AFTER = "after";

    public QuarantineEntry {
        lineage = List.copyOf(lineage);
    }

    /** The entry that this one took the place of. */
    Optional<String> after() {
        return lineage.isEmpty() ? Optional.empty() : Optional.of(lineage.getLast());
    }

    /** Whether a finding says what is known already. */
    boolean isFor(Finding finding) {
        return code.equals(finding.code())
                && pointer.equals(EntryMaker.pointer(finding))
                && rule.equals(finding.rule())
                && sentence.equals(EntryMaker.sentence(finding));
    }

    /** The lineage of an entry that takes the place of this one. */
    List<String> descent() {
        List<String> ids = new ArrayList<>(lineage);
        ids.add(id);
        return ids.subList(Math.max(0, ids.size() - MOST_ANCESTORS), ids.size());
    }

    /** All of it. */
    public ObjectValue json() {
        Map<String, JsonValue> members = members();
        members.put("payload", JsonValue.of(payload));
        return new ObjectValue(members);
    }

    /** All but the payload. */
    public ObjectValue head() {
        return new ObjectValue(members());
    }

    ObjectValue row() {
        Map<String, JsonValue> members = new LinkedHashMap<>(json().members());
        after().ifPresent(predecessor -> members.put(AFTER, JsonValue.of(predecessor)));
        return new ObjectValue(members);
    }

    private Map<String, JsonValue> members() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("id", JsonValue.of(id));
        members.put("time", JsonValue.of(time));
        members.put("code", JsonValue.of(code));
        members.put("pointer", JsonValue.of(pointer));
        members.put("rule", JsonValue.of(rule));
        members.put("sentence", JsonValue.of(sentence));
        members.put("contract", orNull(contract));
        members.put("contract_version", orNull(contractVersion));
        members.put("source", JsonValue.of(source));
        members.put("checksum", JsonValue.of(checksum));
        members.put("payload_bytes", JsonValue.of(payloadBytes));
        members.put("truncated", JsonValue.of(truncated));
        members.put("lineage", JsonValue.of(lineage.stream().map(JsonValue::of).toList()));
        return members;
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.map(JsonValue::of).orElseGet(NullValue::new);
    }

    /** The entry that a row of the quarantine is; empty when it is another row. */
    static Optional<QuarantineEntry> read(byte[] bytes, int from, int to) {
        try {
            return JsonValue.parse(Arrays.copyOfRange(bytes, from, to)) instanceof ObjectValue row
                            && row.text("id").isPresent()
                            && row.text("payload").isPresent()
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
                row.member("truncated").orElse(null) instanceof BooleanValue cut && cut.value(),
                row.member("lineage").orElse(null) instanceof ArrayValue ids ? texts(ids) : List.of());
    }

    private static String text(ObjectValue row, String name) {
        return row.text(name).orElse("");
    }

    private static List<String> texts(ArrayValue ids) {
        return ids.items().stream()
                .filter(StringValue.class::isInstance)
                .map(value -> ((StringValue) value).text())
                .toList();
    }
}
