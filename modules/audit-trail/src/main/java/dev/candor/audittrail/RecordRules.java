package dev.candor.audittrail;

import dev.candor.audittrail.TrailFinding.Kind;
import dev.candor.audittrail.TrailRule.Findings;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a record says against itself, or leaves out. */
final class RecordRules {
    static final List<TrailRule> ALL = List.of(
            each(RecordRules::reasonMissing),
            each(RecordRules::notFinished),
            each(RecordRules::times),
            each(RecordRules::deniedAndBlocked),
            each(RecordRules::worseThanItsRecord));

    private RecordRules() {}

    private interface OneRecord {
        void check(AuditRecord record, int index, Findings findings);
    }

    private static TrailRule each(OneRecord rule) {
        return (records, findings) -> {
            for (int i = 0; i < records.size(); i++) {
                rule.check(records.get(i), i, findings);
            }
        };
    }

    private static void reasonMissing(AuditRecord record, int index, Findings findings) {
        if (record.outcome() != Outcome.SUCCESS && record.reason().isEmpty()) {
            findings.add(
                    Kind.GAP,
                    "REASON_MISSING",
                    List.of(index),
                    record.words() + " is " + record.outcome().word() + ", and no reason is given");
        }
        for (Decision decision : record.decisions()) {
            if (decision.verdict().equals("deny") && decision.reason().isEmpty()) {
                findings.add(
                        Kind.GAP,
                        "DENIED_WITHOUT_REASON",
                        List.of(index),
                        "decision " + decision.id() + " denies " + decision.subject() + " by rule " + decision.rule()
                                + ", and no reason is given");
            }
        }
    }

    private static void notFinished(AuditRecord record, int index, Findings findings) {
        Optional<Instant> started = record.execution().startedAt();
        if (started.isPresent() && record.execution().finishedAt().isEmpty()) {
            findings.add(
                    Kind.GAP,
                    "NOT_FINISHED",
                    List.of(index),
                    record.words() + " started at " + Utc.timestamp(started.get()) + ", and no end is told");
        }
    }

    private static void times(AuditRecord record, int index, Findings findings) {
        Optional<Instant> started = record.execution().startedAt();
        Optional<Instant> finished = record.execution().finishedAt();
        if (started.isPresent() && finished.filter(started.get()::isAfter).isPresent()) {
            findings.add(
                    Kind.CONTRADICTION,
                    "FINISHED_BEFORE_STARTED",
                    List.of(index),
                    record.words() + " finished at " + Utc.timestamp(finished.get()) + ", before it started at "
                            + Utc.timestamp(started.get()));
        }
        Optional<Instant> last = finished.or(() -> started);
        if (last.filter(instant -> instant.isAfter(record.at())).isPresent()) {
            findings.add(
                    Kind.CONTRADICTION,
                    "GENERATED_TOO_EARLY",
                    List.of(index),
                    "the record of " + record.words() + " was made at " + Utc.timestamp(record.at())
                            + ", before what it tells of " + (finished.isPresent() ? "finished at " : "started at ")
                            + Utc.timestamp(last.get()));
        }
    }

    private static void deniedAndBlocked(AuditRecord record, int index, Findings findings) {
        if (record.outcome() == Outcome.BLOCKED) {
            return;
        }
        for (Decision decision : record.decisions()) {
            if (!decision.isDenyBlocked()) {
                continue;
            }
            String what = record.words() + " is " + record.outcome().word() + " although it was " + decision.sentence();
            Optional<AuditRecord.Overruling> override =
                    record.override().filter(named -> named.decisionId().equals(decision.id()));
            if (override.isPresent()) {
                findings.add(
                        Kind.NOTICE,
                        "DENY_BLOCKED_OVERRIDDEN",
                        List.of(index),
                        what + "; it was overridden: " + override.get().reason());
            } else {
                findings.add(
                        Kind.CONTRADICTION,
                        "DENY_BLOCKED_IGNORED",
                        List.of(index),
                        what + "; no override of decision " + decision.id() + " explains that");
            }
        }
    }

    /** A success only: that some of its decisions failed is what makes a record partial. */
    private static void worseThanItsRecord(AuditRecord record, int index, Findings findings) {
        if (record.outcome() != Outcome.SUCCESS) {
            return;
        }
        for (Decision decision : record.decisions()) {
            if (decision.outcome().isWorseThan(record.outcome()) && !decision.isDenyBlocked()) {
                findings.add(
                        Kind.CONTRADICTION,
                        "OUTCOME_WORSE_THAN_PARENT",
                        List.of(index),
                        record.words() + " is " + record.outcome().word() + ", but its decision " + decision.id()
                                + " is " + decision.outcome().word() + ": " + decision.sentence());
            }
        }
    }
}
