package dev.candor.audittrail;

import dev.candor.audittrail.TrailFinding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks at all records of a trail, in the order of time, for one thing. */
interface TrailRule {
    /** Takes what a rule finds. */
    interface Findings {
        /**
         * Takes a finding.
         *
         * @param records which records it is about, by their index
         */
        void add(Kind kind, String code, List<Integer> records, String sentence);
    }

    void check(List<AuditRecord> records, Findings findings);

    /** What all rules find, in the order of the records that they are about. */
    static List<TrailFinding> findings(List<AuditRecord> records, List<TrailRule> rules) {
        List<TrailFinding> findings = new ArrayList<>();
        Findings collect = (kind, code, about, sentence) -> findings.add(new TrailFinding(
                kind, code, about.stream().map(index -> index + 1).toList(), sentence));
        rules.forEach(rule -> rule.check(records, collect));
        findings.sort(Comparator.comparing(finding -> finding.records().getLast()));
        return findings;
    }
}
