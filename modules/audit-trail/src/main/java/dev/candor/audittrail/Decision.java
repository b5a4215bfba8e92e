package dev.candor.audittrail;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why something was done or not: the smallest thing a record explains.
 *
 * @param verdict allow, deny, create, update, skip or route
 * @param evidence {@code key=value} each
 */
record Decision(
        String id,
        String kind,
        String rule,
        String subject,
        String verdict,
        Outcome outcome,
        Optional<String> reason,
        List<String> evidence) {
    private static final int MAX_EVIDENCE = 8;

    static Optional<Decision> of(ObjectValue decision) {
        return decision.text("outcome")
                .flatMap(Outcome::of)
                .map(outcome -> new Decision(
                        word(decision, "id"),
                        word(decision, "kind"),
                        word(decision, "rule"),
                        word(decision, "subject"),
                        word(decision, "decision"),
                        outcome,
                        decision.text("reason").map(Words::line).filter(reason -> !reason.isEmpty()),
                        evidence(decision)));
    }

    private static String word(ObjectValue decision, String name) {
        return Words.line(decision.text(name).orElse(""));
    }

    private static List<String> evidence(ObjectValue decision) {
        return decision.objects("evidence").stream()
                .map(item -> word(item, "key") + "=" + word(item, "value"))
                .toList();
    }

    boolean isDenyBlocked() {
        return verdict.equals("deny") && outcome == Outcome.BLOCKED;
    }

    /** {@code denied by rule labels.known on label:bug: no such label (evidence: label=bug)}. */
    String sentence() {
        return past() + " by rule " + rule + " on " + subject
                + (outcome == Outcome.SUCCESS ? "" : ", " + outcome.word())
                + reason.map(text -> ": " + text).orElse("") + evidenceWords();
    }

    private String past() {
        return switch (verdict) {
            case "allow" -> "allowed";
            case "deny" -> "denied";
            case "create" -> "created";
            case "update" -> "updated";
            case "skip" -> "skipped";
            case "route" -> "routed";
            default -> "decided '" + verdict + "'";
        };
    }

    private String evidenceWords() {
        if (evidence.isEmpty()) {
            return "";
        }
        int more = evidence.size() - MAX_EVIDENCE;
        return evidence.stream().limit(MAX_EVIDENCE).collect(Collectors.joining(", ", " (evidence: ", ""))
                + (more > 0 ? " and " + more + " more)" : ")");
    }

    Explained explained() {
        return new Explained(id, kind, rule, subject, verdict, outcome, reason, sentence());
    }

    /** As a trail shows it. */
    @Result
    record Explained(
            String id,
            String kind,
            String rule,
            String subject,
            String decision,
            Outcome outcome,
            @OrNull Optional<String> reason,

            @Doc("What was decided, by which rule, why, and on what evidence.")
            String sentence) {}
}
