package dev.candor.audittrail;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
     * @param omitted how many later records are not among them: then nothing is judged, as what seems to be missing may
     *     be in one of those
     * @param gaps what of the log cannot be read, a sentence each
     */
    static Trail of(CorrelationId id, List<AuditRecord> records, Duration longestGap, long omitted, List<String> gaps) {
        List<String> notes = new ArrayList<>(gaps);
        List<TrailFinding> findings = List.of();
        if (omitted > 0) {
            notes.add("only the first " + Wording.count(records.size(), "record") + " by time are shown, "
                    + Wording.count(omitted, "later one") + " not; what all of them miss or contradict is not judged");
        } else {
            List<TrailFinding> all = findings(records, longestGap);
            findings = worst(all);
            if (all.size() > findings.size()) {
                notes.add(Wording.count(all.size() - findings.size(), "more finding")
                        + ", not told: contradictions come first, then gaps, then notices");
            }
        }
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
                findings,
                notes);
    }

    private static List<TrailFinding> findings(List<AuditRecord> records, Duration longestGap) {
        List<TrailRule> rules = Stream.of(RecordRules.ALL, ChainRules.ALL, PairRules.all(longestGap))
                .flatMap(List::stream)
                .toList();
        return TrailRule.findings(records, rules);
    }

    /** At most {@value #MAX_FINDINGS}, the gravest, in their order. */
    private static List<TrailFinding> worst(List<TrailFinding> all) {
        Set<TrailFinding> told = all.stream()
                .sorted(Comparator.comparing(TrailFinding::kind))
                .limit(MAX_FINDINGS)
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
        return all.stream().filter(told::contains).toList();
    }
}
