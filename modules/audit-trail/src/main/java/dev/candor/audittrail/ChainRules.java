package dev.candor.audittrail;

import dev.candor.audittrail.TrailFinding.Kind;
import dev.candor.audittrail.TrailRule.Findings;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the records of a chain say of its end. A chain is what shares a namespace of actions: {@code codex.complete} ends
 * what began with {@code codex.execute}.
 */
final class ChainRules {
    static final List<TrailRule> ALL = List.of(
            ChainRules::completed, ChainRules::completedDespite, ChainRules::notCompleted, ChainRules::lossTold);

    private static final String COMPLETE = ".complete";

    /** The chains whose emitters tell when they are complete. */
    private static final List<String> KNOWN = List.of("repo.prepare", "codex");

    private ChainRules() {}

    /** The chain that an action completes. */
    private static Optional<String> completes(AuditRecord record) {
        String action = record.action();
        return action.endsWith(COMPLETE)
                ? Optional.of(action.substring(0, action.length() - COMPLETE.length()))
                : Optional.empty();
    }

    /** The chains that a record is part of: {@code repo} and {@code repo.prepare} for {@code repo.prepare.labels}. */
    private static List<String> chains(AuditRecord record) {
        String action = record.action();
        List<String> chains = new ArrayList<>();
        for (int dot = action.indexOf('.'); dot > 0; dot = action.indexOf('.', dot + 1)) {
            chains.add(action.substring(0, dot));
        }
        return chains;
    }

    /** A record may be written after the one that completes its chain; what it tells of must have begun by then. */
    private static void completed(List<AuditRecord> records, Findings findings) {
        Map<String, Integer> complete = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            AuditRecord record = records.get(i);
            Optional<String> ended = completes(record);
            for (String chain : chains(record)) {
                Integer end = complete.get(chain);
                if (end == null) {
                    continue;
                }
                Instant completed = records.get(end).at();
                String after = ", after " + chain + COMPLETE + " at " + Utc.timestamp(completed);
                if (ended.equals(Optional.of(chain))) {
                    findings.add(
                            Kind.CONTRADICTION,
                            "COMPLETED_TWICE",
                            List.of(end, i),
                            record.words() + " comes at " + Utc.timestamp(record.at()) + after);
                } else if (record.begin().isAfter(completed)) {
                    findings.add(
                            Kind.CONTRADICTION,
                            "ACTION_AFTER_COMPLETE",
                            List.of(end, i),
                            record.words() + " began at " + Utc.timestamp(record.begin()) + after);
                }
            }
            int index = i;
            ended.ifPresent(chain -> complete.putIfAbsent(chain, index));
        }
    }

    /** What failed before must have been mended: the same action on the same thing, with a better outcome. */
    private static void completedDespite(List<AuditRecord> records, Findings findings) {
        Map<String, Map<String, Integer>> unmended = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            AuditRecord record = records.get(i);
            Optional<String> ended = completes(record);
            if (ended.isPresent()) {
                Map<String, Integer> left = unmended.getOrDefault(ended.get(), Map.of());
                for (int before : record.outcome() == Outcome.SUCCESS ? left.values() : List.<Integer>of()) {
                    AuditRecord failed = records.get(before);
                    findings.add(
                            Kind.CONTRADICTION,
                            "COMPLETE_DESPITE_FAILURE",
                            List.of(before, i),
                            record.action() + " is success, but " + failed.words() + " before it is "
                                    + failed.outcome().word() + " and was not mended");
                }
                unmended.remove(ended.get());
                continue;
            }
            for (String chain : chains(record)) {
                Map<String, Integer> left = unmended.computeIfAbsent(chain, absent -> new LinkedHashMap<>());
                left.remove(record.words());
                if (record.outcome().isWorseThan(Outcome.PARTIAL)) {
                    left.put(record.words(), i);
                }
            }
        }
    }

    private static void notCompleted(List<AuditRecord> records, Findings findings) {
        for (String chain : KNOWN) {
            int last = -1;
            boolean complete = false;
            for (int i = 0; i < records.size(); i++) {
                if (chains(records.get(i)).contains(chain)) {
                    last = i;
                    complete |= completes(records.get(i)).equals(Optional.of(chain));
                }
            }
            if (last >= 0 && !complete) {
                findings.add(
                        Kind.GAP,
                        "NO_COMPLETE",
                        List.of(last),
                        "the chain " + chain + " has no record " + chain + COMPLETE
                                + "; the last that is told of it is "
                                + records.get(last).words() + " at "
                                + Utc.timestamp(records.get(last).at()));
            }
        }
    }

    private static void lossTold(List<AuditRecord> records, Findings findings) {
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).action().equals("telemetry.write.failed")) {
                findings.add(
                        Kind.GAP,
                        "WRITE_FAILED",
                        List.of(i),
                        "a record could not be written at "
                                + Utc.timestamp(records.get(i).at())
                                + records.get(i).reason().map(why -> ": " + why).orElse("")
                                + "; records may be missing here");
            }
        }
    }
}
