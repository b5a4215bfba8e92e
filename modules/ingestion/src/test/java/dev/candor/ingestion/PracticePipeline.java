package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline of one rule for quarantines to work with: a row that has a member of a name in {@code refused} is refused with
 * the sentence that stands there; one that has a member {@code late} is refused only when it is to be appended.
 */
final class PracticePipeline implements Quarantine.Replayer {
    final Map<String, String> refused = new HashMap<>();
    final EventLog log;
    Optional<IOException> failure = Optional.empty();

    PracticePipeline(EventLog log) {
        this.log = log;
    }

    static Finding finding(String name, String sentence) {
        return new Finding(Severity.REFUSAL, "BAD_" + name, "rule_" + name, "/" + name, sentence);
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
    public Quarantine.Replayed replay(byte[] row, Optional<Contract> contract, boolean dryRun) throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        Optional<Finding> bad = firstBad(row);
        if (bad.isPresent() || dryRun) {
            return new Quarantine.Replayed(false, bad.map(Refusal::of));
        }
        byte[] canonical = JsonWriter.compact(JsonValue.parse(row)).getBytes(StandardCharsets.UTF_8);
        if (rows().contains(new String(canonical, StandardCharsets.UTF_8))) {
            return new Quarantine.Replayed(true, Optional.empty());
        }
        log.append(List.of(canonical));
        return new Quarantine.Replayed(false, Optional.empty());
    }

    List<String> rows() throws IOException {
        return rows(log);
    }

    static List<String> rows(EventLog log) throws IOException {
        List<String> rows = new ArrayList<>();
        log.read(
                log.start(),
                (bytes, from, to) -> rows.add(new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8)));
        return rows;
    }
}
