package dev.candor.audittrail;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of one logical execution in the order of time, and what they miss or contradict. */
@Result
record Trail(
        String correlationId,
        @Doc("ISO 8601 in UTC.") Instant firstAt,
        Instant lastAt,
        Outcome worstOutcome,
        List<String> actors,
        List<String> repos,

        @Doc("In the order of time; findings count them from 1.")
        List<Step> records,

        @Doc("What the records miss or contradict.") List<TrailFinding> findings,
        @Doc("What is left out, a sentence each.") List<String> notes) {
    /** How many findings are told. */
    static final int MAX_FINDINGS = 500;

    /** One record. */
    @Result
    record Step(
            Instant generatedAt,
            String actor,
            String action,
            Entity entity,
            Outcome outcome,
            @OrNull Optional<String> reason,
            @OrNull Optional<Instant> startedAt,
            @OrNull Optional<Instant> finishedAt,
            Optional<Long> durationMs,
            @OrNull Optional<String> runner,
            List<Decision.Explained> decisions,
            Optional<AuditRecord.Overruling> override) {
        static Step of(AuditRecord record) {
            AuditRecord.Execution execution = record.execution();
            return new Step(
                    record.at(),
                    record.actor(),
                    record.action(),
                    record.entity(),
                    record.outcome(),
                    record.reason(),
                    execution.startedAt(),
                    execution.finishedAt(),
                    duration(execution).map(Duration::toMillis),
                    execution.runner(),
                    record.decisions().stream().map(Decision::explained).toList(),
                    record.override());
        }

        private static Optional<Duration> duration(AuditRecord.Execution execution) {
            return execution
                    .startedAt()
                    .flatMap(start -> execution.finishedAt().map(end -> Duration.between(start, end)))
                    .filter(duration -> !duration.isNegative());
        }
    }

    /**
     * The trail of records.
     *
     * @param records at least one, in the order of time
     * @param notes what is left out, a sentence each
     */
    static Trail of(CorrelationId id, List<AuditRecord> records, Duration longestGap, List<String> notes) {
        List<TrailRule> rules = Stream.of(RecordRules.ALL, ChainRules.ALL, PairRules.all(longestGap))
                .flatMap(List::stream)
                .toList();
        return new Trail(
                id.text(),
                records.getFirst().at(),
                records.getLast().at(),
                records.stream()
                        .map(AuditRecord::outcome)
                        .max(Outcome::compareTo)
                        .orElseThrow(),
                records.stream().map(AuditRecord::actor).distinct().toList(),
                records.stream()
                        .map(record -> record.entity().repo())
                        .distinct()
                        .toList(),
                records.stream().map(Step::of).toList(),
                TrailRule.findings(records, rules, MAX_FINDINGS),
                notes);
    }
}
