package dev.candor.audittrail;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of one logical execution in the order of time, and what they miss or contradict. */
public final class Trail {
    /** How many findings are told. */
    static final int MOST_FINDINGS = 500;

    private final CorrelationId id;
    private final List<AuditRecord> records;
    private final List<TrailFinding> findings;
    private final List<String> notes;

    /**
     * A trail.
     *
     * @param records at least one, in the order of time
     * @param notes what is left out, a sentence each
     */
    Trail(CorrelationId id, List<AuditRecord> records, Duration longestGap, List<String> notes) {
        this.id = id;
        this.records = records;
        this.notes = notes;
        List<TrailRule> rules = Stream.of(RecordRules.ALL, ChainRules.ALL, PairRules.all(longestGap))
                .flatMap(List::stream)
                .toList();
        this.findings = TrailRule.findings(records, rules, MOST_FINDINGS);
    }

    List<TrailFinding> findings() {
        return findings;
    }

    /** As every door tells it. */
    public ObjectValue json() {
        Outcome worst = records.stream()
                .map(AuditRecord::outcome)
                .max(Outcome::compareTo)
                .orElseThrow();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("correlation_id", JsonValue.of(id.text()));
        members.put("first_at", JsonValue.of(Utc.timestamp(records.getFirst().at())));
        members.put("last_at", JsonValue.of(Utc.timestamp(records.getLast().at())));
        members.put("worst_outcome", JsonValue.of(worst.word()));
        members.put("actors", texts(records.stream().map(AuditRecord::actor).distinct()));
        members.put(
                "repos",
                texts(records.stream().map(record -> record.entity().repo()).distinct()));
        members.put("records", JsonValue.of(records.stream().map(Trail::record).toList()));
        members.put(
                "findings",
                JsonValue.of(findings.stream().map(TrailFinding::json).toList()));
        members.put("notes", texts(notes.stream()));
        return new ObjectValue(members);
    }

    private static JsonValue texts(Stream<String> texts) {
        return JsonValue.of(texts.map(JsonValue::of).toList());
    }

    private static ObjectValue record(AuditRecord record) {
        AuditRecord.Execution execution = record.execution();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("generated_at", JsonValue.of(Utc.timestamp(record.at())));
        members.put("actor", JsonValue.of(record.actor()));
        members.put("action", JsonValue.of(record.action()));
        members.put("entity", record.entity().json());
        members.put("outcome", JsonValue.of(record.outcome().word()));
        members.put("reason", Words.textOrNull(record.reason()));
        members.put("started_at", moment(execution.startedAt()));
        members.put("finished_at", moment(execution.finishedAt()));
        duration(execution).ifPresent(duration -> members.put("duration_ms", JsonValue.of(duration.toMillis())));
        members.put("runner", Words.textOrNull(execution.runner()));
        members.put(
                "decisions",
                JsonValue.of(record.decisions().stream().map(Decision::json).toList()));
        record.override()
                .ifPresent(override -> members.put(
                        "override",
                        new ObjectValue(Map.of(
                                "decision_id", JsonValue.of(override.decisionId()),
                                "reason", JsonValue.of(override.reason())))));
        return new ObjectValue(members);
    }

    private static JsonValue moment(Optional<Instant> moment) {
        return Words.textOrNull(moment.map(Utc::timestamp));
    }

    private static Optional<Duration> duration(AuditRecord.Execution execution) {
        return execution
                .startedAt()
                .flatMap(start -> execution.finishedAt().map(end -> Duration.between(start, end)))
                .filter(duration -> !duration.isNegative());
    }
}
