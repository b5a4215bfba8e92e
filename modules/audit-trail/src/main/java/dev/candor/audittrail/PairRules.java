package dev.candor.audittrail;

import dev.candor.audittrail.TrailFinding.Kind;
import dev.candor.audittrail.TrailRule.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What two records of a trail say against each other. */
final class PairRules {
    private PairRules() {}

    /** A decision, and the record that it stands in. */
    private record Told(int index, Decision decision) {}

    /**
     * All of them.
     *
     * @param longestGap how long nothing may be told
     */
    static List<TrailRule> all(Duration longestGap) {
        return List.of(
                PairRules::sameActionTwice,
                PairRules::decisionsAgain,
                (records, findings) -> gaps(records, longestGap, findings));
    }

    private static void sameActionTwice(List<AuditRecord> records, Findings findings) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            AuditRecord record = records.get(i);
            Integer before = last.put(record.words(), i);
            // what is told of its own end is looked at with the chain
            if (before == null || record.action().endsWith(".complete")) {
                continue;
            }
            AuditRecord earlier = records.get(before);
            if (overlap(earlier, record)) {
                findings.add(
                        Kind.CONTRADICTION,
                        "OVERLAP",
                        List.of(before, i),
                        record.words() + " ran twice at the same time");
            } else if (earlier.outcome() == Outcome.SUCCESS) {
                findings.add(
                        Kind.NOTICE,
                        "DUPLICATE_ACTION",
                        List.of(before, i),
                        record.words() + " was done again, though it had succeeded");
            }
        }
    }

    private static boolean overlap(AuditRecord one, AuditRecord other) {
        return one.execution().startedAt().isPresent()
                && one.execution().finishedAt().isPresent()
                && other.execution().startedAt().isPresent()
                && other.execution().finishedAt().isPresent()
                && one.begin().isBefore(other.end())
                && other.begin().isBefore(one.end());
    }

    private static void decisionsAgain(List<AuditRecord> records, Findings findings) {
        Map<String, Told> known = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            for (Decision decision : records.get(i).decisions()) {
                Told before = known.put(decision.id(), new Told(i, decision));
                if (before != null && before.index() != i) {
                    compare(before, new Told(i, decision), findings);
                }
            }
        }
    }

    private static void compare(Told before, Told now, Findings findings) {
        Decision one = before.decision();
        Decision other = now.decision();
        List<Integer> records = List.of(before.index(), now.index());
        if (!one.rule().equals(other.rule()) || !one.subject().equals(other.subject())) {
            findings.add(
                    Kind.NOTICE,
                    "DECISION_ID_REUSED",
                    records,
                    "the id " + one.id() + " names two decisions: by rule " + one.rule() + " on " + one.subject()
                            + ", and by rule " + other.rule() + " on " + other.subject());
        } else if (!one.verdict().equals(other.verdict())) {
            findings.add(
                    Kind.CONTRADICTION,
                    "DECISION_CHANGED",
                    records,
                    "decision " + one.id() + " was " + one.sentence() + "; later it was " + other.sentence());
        }
    }

    private static void gaps(List<AuditRecord> records, Duration longest, Findings findings) {
        for (int i = 1; i < records.size(); i++) {
            Instant told = records.get(i - 1).at();
            // a record is made when what it tells of has ended: meanwhile something ran
            Duration silence = Duration.between(told, records.get(i).begin());
            if (silence.compareTo(longest) > 0) {
                findings.add(
                        Kind.GAP,
                        "TIME_GAP",
                        List.of(i - 1, i),
                        "nothing is told for " + Words.lasting(silence) + " before "
                                + records.get(i).words());
            }
        }
    }
}
