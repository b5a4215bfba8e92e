package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.CodePoints;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.ingestion.Receipt.RowNote;
import dev.candor.ingestion.Receipt.Status;
import dev.candor.ingestion.RowValidator.Verdict;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import dev.candor.validation.secrets.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some rows on their way through the pipeline, step by step. What a failure leaves undone is not counted. */
final class Batch {
    private final Rows rows;
    private final boolean isOneText;
    private final String source;
    private final @Nullable JsonValue[] decoded;
    private final @Nullable Finding[] undecodable;
    private final @Nullable Verdict[] verdicts;
    private final Map<Contract, Group> groups = new LinkedHashMap<>();
    private final List<QuarantinedRow> refused = new ArrayList<>();
    private final List<RowNote> refusedNotes = new ArrayList<>();
    private final List<RowNote> notes = new ArrayList<>();
    private int quarantined;

    /** The valid rows of one contract, with where they stood. */
    private static final class Group {
        private final List<Verdict.Valid> rows = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private int accepted;
        private int duplicate;
    }

    /**
     * All rows that are there.
     *
     * @param isOneText whether they are one, of a text that has no other
     * @param source where they come from
     */
    Batch(Rows rows, boolean isOneText, String source) {
        this.rows = rows;
        this.isOneText = isOneText;
        this.source = source;
        this.decoded = new JsonValue[rows.count()];
        this.undecodable = new Finding[rows.count()];
        this.verdicts = new Verdict[rows.count()];
    }

    /** Reads the rows as JSON; returns why the only one of a text is no row. */
    Optional<EarlyEnd> decode() {
        for (int row = 0; row < rows.count(); row++) {
            if (rows.isOverlong(row)) {
                undecodable[row] = Finding.overlong();
                continue;
            }
            decoded[row] = rows.value(row);
            if (decoded[row] != null) {
                continue;
            }
            try {
                decoded[row] = JsonValue.parse(rows.bytes(), rows.begin(row), rows.ending(row));
            } catch (JsonSyntaxException e) {
                undecodable[row] = Finding.notJson(e);
            }
        }
        return isOneText && undecodable[0] != null
                ? Optional.of(
                        new EarlyEnd(rows.isOverlong(0) ? Kind.TOO_LARGE : Kind.UNDECODABLE, undecodable[0].sentence()))
                : Optional.empty();
    }

    /** A row that was read, until it is validated. */
    @Nullable
    JsonValue decoded(int row) {
        return decoded[row];
    }

    /** Tells valid rows from those to refuse. */
    void validate(RowValidator validator, Optional<Contract> contract) {
        for (int row = 0; row < rows.count(); row++) {
            Verdict verdict = verdict(row, validator, contract);
            verdicts[row] = verdict;
            if (verdict instanceof Verdict.Valid valid) {
                Group group = groups.computeIfAbsent(valid.contract(), key -> new Group());
                group.rows.add(valid);
                group.places.add(row);
            } else if (verdict instanceof Verdict.Refused no) {
                refuse(row, no.contract(), no.why());
            }
            decoded[row] = null;
        }
    }

    private Verdict verdict(int row, RowValidator validator, Optional<Contract> contract) {
        JsonValue value = decoded[row];
        if (value != null) {
            return validator.validate(
                    value, rows.bytes(), rows.begin(row), rows.ending(row), rows.value(row) != null, contract);
        }
        Finding unreadable = undecodable[row];
        return new Verdict.Refused(contract, Refusal.of(unreadable == null ? Finding.overlong() : unreadable));
    }

    /** Why the first row that is refused is, also one that is in conflict; empty when there is none. */
    Optional<Refusal> refusal() {
        return refused.stream().findFirst().map(QuarantinedRow::why);
    }

    /** Why a row that was validated is refused; empty when it is valid. */
    Optional<Refusal> refusal(int row) {
        return verdicts[row] instanceof Verdict.Refused no ? Optional.of(no.why()) : Optional.empty();
    }

    /** What the sender of a valid row should know. */
    List<Finding> warnings(int row) {
        return verdicts[row] instanceof Verdict.Valid valid ? valid.warnings() : List.of();
    }

    /** Appends the valid rows that are not there yet, contract by contract. */
    void append(Map<Contract, EventLog> logs, Function<Contract, IdentityIndex> indexes) throws IOException {
        for (Map.Entry<Contract, Group> entry : groups.entrySet()) {
            Contract contract = entry.getKey();
            EventLog log = log(logs, contract);
            IdentityIndex index = indexes.apply(contract);
            IdentityAdmission admission = new IdentityAdmission(index, entry.getValue().rows);
            log.append(admission);
            count(contract, entry.getValue(), admission, index.identity());
        }
    }

    static EventLog log(Map<Contract, EventLog> logs, Contract contract) throws IOException {
        EventLog log = logs.get(contract);
        if (log == null) {
            throw new IOException("there is no log for the contract " + contract.id());
        }
        return log;
    }

    private void count(Contract contract, Group group, IdentityAdmission admission, RowIdentity identity) {
        for (int i = 0; i < group.rows.size(); i++) {
            int row = group.places.get(i);
            switch (admission.standing(i)) {
                case NEW -> {
                    group.accepted++;
                    for (Finding warning : group.rows.get(i).warnings()) {
                        notes.add(note(row, Status.ACCEPTED, warning));
                    }
                }
                case SAME -> {
                    group.duplicate++;
                    notes.add(note(row, Status.DUPLICATE, duplicate(identity)));
                }
                case CONFLICT -> refuse(row, Optional.of(contract), Refusal.of(conflict(identity)));
            }
        }
    }

    private static Finding duplicate(RowIdentity identity) {
        return new Finding(
                Severity.WARNING, "DUPLICATE", "identity", identity.pointer(), "the same row was taken before");
    }

    private static Finding conflict(RowIdentity identity) {
        return new Finding(
                Severity.REFUSAL,
                "ID_CONFLICT",
                "identity",
                identity.pointer(),
                "another row of the same " + identity.words()
                        + " was taken before and says something else; give this one an identity of its own");
    }

    /** Puts what is refused into quarantine. */
    void keepRefused(Refusals refusals) throws IOException {
        if (!refused.isEmpty()) {
            refusals.keep(refused);
            quarantined = refused.size();
            notes.addAll(refusedNotes);
        }
    }

    private void refuse(int row, Optional<Contract> contract, Refusal why) {
        String text =
                new String(rows.bytes(), rows.begin(row), rows.ending(row) - rows.begin(row), StandardCharsets.UTF_8);
        refused.add(QuarantinedRow.of(contract, why, source, withoutSecrets(row, text)));
        refusedNotes.add(note(row, Status.QUARANTINED, why.summary()));
    }

    /** Only as JSON is every secret seen; a row without one keeps the form in which it was sent. */
    private String withoutSecrets(int row, String text) {
        JsonValue sent = rows.value(row);
        if (undecodable[row] != null && sent == null) {
            return Secrets.installed().redact(text);
        }
        JsonValue held = sent == null ? decoded[row] : sent;
        // whether a row conflicts is known only when it is appended
        JsonValue value = held == null ? JsonValue.parse(rows.bytes(), rows.begin(row), rows.ending(row)) : held;
        JsonValue clean = Secrets.installed().redact(value);
        if (clean.equals(value)) {
            return text;
        }
        String whole = JsonWriter.compact(clean);
        // of a row that is too long the beginning is kept
        return undecodable[row] == null ? whole : CodePoints.first(whole, LineScanner.HEAD_BYTES);
    }

    private RowNote note(int row, Status status, Finding finding) {
        return new RowNote(rows.line(row), status, finding.code(), finding.pointer(), finding.sentence());
    }

    /** Whether a row was there already. */
    boolean hasDuplicate() {
        return groups.values().stream().anyMatch(group -> group.duplicate > 0);
    }

    /** Counts what has become of the rows so far. */
    void addTo(IngestionCounts counts) {
        for (Map.Entry<Contract, Group> entry : groups.entrySet()) {
            Group group = entry.getValue();
            counts.add(Optional.of(entry.getKey()), group.accepted, group.duplicate, 0);
        }
        if (quarantined > 0) {
            refused.forEach(row -> counts.add(row.contract(), 0, 0, 1));
        }
    }

    void addTo(Tally tally) {
        for (Group group : groups.values()) {
            tally.accepted(group.accepted);
            tally.duplicate(group.duplicate);
        }
        tally.quarantined(quarantined);
        tally.note(notes);
    }
}
