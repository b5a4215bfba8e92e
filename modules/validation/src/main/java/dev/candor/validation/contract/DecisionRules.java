package dev.candor.validation.contract;

import static dev.candor.validation.contract.Policy.OF_THE_CONTRACT;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Sentences;
import dev.candor.validation.secrets.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the decisions of an audit record keep beyond its schema. */
final class DecisionRules {
    private static final String BLOCKED = "blocked";
    private static final String OUTCOME = "outcome";

    static final List<RowRule> ALL = List.of(
            RowRule.refusal(
                    "DECISION_ID_REPEATED",
                    "No two decisions of a record have the same id.",
                    OF_THE_CONTRACT,
                    DecisionRules::uniqueIds),
            RowRule.refusal(
                    "DENY_BLOCKED_OUTCOME",
                    "When a decision is deny with the outcome blocked, the record's outcome is blocked too, unless"
                            + " override names that decision_id and gives a reason.",
                    OF_THE_CONTRACT,
                    DecisionRules::denyBlocked),
            RowRule.refusal(
                    "EVIDENCE_SECRET",
                    "No piece of evidence is a secret: a token, a key, a password, or a text that looks random.",
                    OF_THE_CONTRACT,
                    DecisionRules::evidence));

    private DecisionRules() {}

    private static void uniqueIds(ObjectValue row, Complaints complaints) {
        Map<String, String> places = new HashMap<>();
        objects(
                row,
                "decisions",
                "",
                (pointer, decision) -> decision.text("id").ifPresent(id -> {
                    String first = places.putIfAbsent(id, pointer);
                    if (first != null) {
                        complaints.add(
                                pointer + "/id",
                                "must be unique in the record, found that of " + first + " again: "
                                        + Sentences.quoted(id));
                    }
                }));
    }

    private static void denyBlocked(ObjectValue row, Complaints complaints) {
        String outcome = row.text(OUTCOME).orElse(BLOCKED);
        if (outcome.equals(BLOCKED)) {
            return;
        }
        objects(row, "decisions", "", (pointer, decision) -> {
            if (CommonRules.says(decision, "decision", "deny")
                    && CommonRules.says(decision, OUTCOME, BLOCKED)
                    && !isOverridden(row, decision)) {
                complaints.add(
                        "/" + OUTCOME,
                        "must be \"blocked\", because " + pointer + " is deny with blocked, found "
                                + Sentences.quoted(outcome)
                                + "; to keep it, add override with that decision_id and a reason");
            }
        });
    }

    private static boolean isOverridden(ObjectValue row, ObjectValue decision) {
        ObjectValue override = CommonRules.object(row, "override");
        return decision.text("id").isPresent()
                && decision.text("id").equals(override.text("decision_id"))
                && override.text("reason").isPresent()
                && CommonRules.isFilled(override, "reason");
    }

    private static void evidence(ObjectValue row, Complaints complaints) {
        objects(
                row,
                "decisions",
                "",
                (place, decision) -> objects(decision, "evidence", place, (pointer, piece) -> {
                    String key = piece.text("key").orElse("");
                    if (piece.text("value")
                            .filter(value -> Secrets.installed().containsSecret(key, value))
                            .isPresent()) {
                        complaints.add(
                                pointer + "/value",
                                "must not be a secret, and looks like one; leave it out, or say what was seen in"
                                        + " other words");
                    }
                }));
    }

    private static void objects(
            ObjectValue holder, String name, String pointer, BiConsumer<String, ObjectValue> visitor) {
        if (holder.members().get(name) instanceof ArrayValue list) {
            int index = 0;
            for (JsonValue item : list.items()) {
                if (item instanceof ObjectValue object) {
                    visitor.accept(pointer + "/" + name + "/" + index, object);
                }
                index++;
            }
        }
    }
}
