package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.Receipt.RowNote;
import dev.candor.ingestion.Receipt.Status;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A pipeline of one rule for quarantines to work with: a row that has a member of a name in {@code refused} is refused with
 * the sentence that stands there; one that has a member {@code late} is refused only when it is to be appended.
 */
final class PracticePipeline implements Ingestion {
    final Map<String, String> refused = new HashMap<>();
    final EventLog log;
    private final Refusals refusals;
    Optional<EarlyEnd> failure = Optional.empty();

    PracticePipeline(EventLog log, Refusals refusals) {
        this.log = log;
        this.refusals = refusals;
    }

    static Finding finding(String name, String sentence) {
        return new Finding(Severity.REFUSAL, "BAD_" + name, "rule_" + name, "/" + name, sentence);
    }

    @Override
    public Optional<Refusal> check(byte[] row, Optional<Contract> contract) {
        return firstBad(row).filter(bad -> !bad.pointer().equals("/late")).map(Refusal::of);
    }

    private Optional<Finding> firstBad(byte[] row) {
        try {
            return JsonValue.parse(row) instanceof ObjectValue object
                    ? refused.entrySet().stream()
                            .filter(rule -> object.member(rule.getKey()).isPresent())
                            .map(rule -> finding(rule.getKey(), rule.getValue()))
                            .findFirst()
                    : Optional.of(finding("form", "the row must be an object"));
        } catch (JsonSyntaxException e) {
            return Optional.of(finding("json", e.sentence()));
        }
    }

    @Override
    public Receipt take(
            InputStream rows, RowFormat format, Optional<Contract> contract, String source, LongConsumer progress) {
        if (failure.isPresent()) {
            return new Receipt(0, 0, 0, 0, List.of(), Optional.empty(), failure);
        }
        try {
            return take(rows, contract, source);
        } catch (IOException e) {
            EarlyEnd end = new EarlyEnd(EarlyEnd.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
            return new Receipt(0, 0, 0, 0, List.of(), Optional.empty(), Optional.of(end));
        }
    }

    @Override
    public Receipt take(List<ObjectValue> rows, Optional<Contract> contract, String source) {
        throw new UnsupportedOperationException("only rows of a quarantine come here");
    }

    private Receipt take(InputStream rows, Optional<Contract> contract, String source) throws IOException {
        byte[] row = rows.readAllBytes();
        Optional<Finding> bad = firstBad(row);
        if (bad.isPresent()) {
            String payload = new String(row, StandardCharsets.UTF_8);
            refusals.keep(List.of(new QuarantinedRow(contract, Refusal.of(bad.get()), source, payload, row.length)));
            return receipt(0, 0, 1);
        }
        byte[] canonical = JsonWriter.compact(JsonValue.parse(row)).getBytes(StandardCharsets.UTF_8);
        if (rows().contains(new String(canonical, StandardCharsets.UTF_8))) {
            return receipt(0, 1, 0);
        }
        log.append(List.of(canonical));
        return receipt(1, 0, 0);
    }

    private static Receipt receipt(int accepted, int duplicate, int quarantined) {
        List<RowNote> notes =
                accepted == 1 ? List.of() : List.of(new RowNote(1, Status.values()[1 + quarantined], "C", "", "s"));
        return new Receipt(1, accepted, duplicate, quarantined, notes, Optional.empty());
    }

    List<String> rows() throws IOException {
        return rows(log);
    }

    static List<String> rows(EventLog log) throws IOException {
        List<String> rows = new java.util.ArrayList<>();
        log.read(
                log.start(),
                (bytes, from, to) -> rows.add(new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8)));
        return rows;
    }

    @Override
    public IngestionCounts counts() {
        return new IngestionCounts();
    }
}
