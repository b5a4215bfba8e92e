package dev.candor.validation.contract;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells a row's contract by its properties. A row with all {@link Contract#markers} of one contract alone is of that one,
 * else a row with two or more markers of one contract alone. Between several it never guesses.
 */
public sealed interface Recognition {
    /** The row is of this contract. */
    record Known(Contract contract) implements Recognition {}

    /** No contract of ours, and why. */
    record Unknown(Finding why) implements Recognition {}

    /** No contract is recognised in the row. */
    Policy UNKNOWN_CONTRACT = Policy.refusal(
            "UNKNOWN_CONTRACT", "A row has two or more of the marker properties of a contract.", Policy.OF_CANDOR);

    /** The row has the markers of several contracts. */
    Policy AMBIGUOUS_CONTRACT = Policy.refusal(
            "AMBIGUOUS_CONTRACT", "A row has the marker properties of one contract only.", Policy.OF_CANDOR);

    /** The row is of a contract that is known, but not taken. */
    Policy UNSUPPORTED_CONTRACT = Policy.refusal(
            "UNSUPPORTED_CONTRACT",
            "A row that says version 1.0 is an audit record, not the envelope of source, event and details that says"
                    + " so too.",
            Policy.OF_ITS_WRITERS);

    /** What may be said about a row whose contract is not told by its sender. */
    List<Policy> POLICIES = List.of(UNKNOWN_CONTRACT, AMBIGUOUS_CONTRACT, UNSUPPORTED_CONTRACT);

    /** Recognises a row. */
    static Recognition of(ObjectValue row) {
        Contract best = Contract.SKILL_USAGE;
        int found = 0;
        boolean alone = false;
        for (Contract contract : Contract.ALL) {
            int markers = markersOf(contract, row);
            int weight = markers == contract.markers().size() ? Integer.MAX_VALUE : Math.min(markers, 2);
            if (weight > found) {
                best = contract;
                found = weight;
                alone = true;
            } else if (weight == found) {
                alone = false;
            }
        }
        if (found == Integer.MAX_VALUE && alone) {
            return new Known(best);
        }
        if (isForeignEnvelope(row)) {
            return new Unknown(finding(
                    UNSUPPORTED_CONTRACT,
                    "the row is an envelope of source, event and details that says version 1.0, which is not taken;"
                            + " an audit record of version 1.0 has correlation_id, actor, action and entity"));
        }
        if (found < 2) {
            return new Unknown(finding(UNKNOWN_CONTRACT, lookedFor(row)));
        }
        return alone ? new Known(best) : new Unknown(finding(AMBIGUOUS_CONTRACT, several(row)));
    }

    private static int markersOf(Contract contract, ObjectValue row) {
        int markers = 0;
        for (String marker : contract.markers()) {
            markers += row.members().containsKey(marker) ? 1 : 0;
        }
        return markers;
    }

    private static boolean isForeignEnvelope(ObjectValue row) {
        return row.members().containsKey("source")
                && row.members().containsKey("event")
                && row.members().containsKey("details")
                && (CommonRules.says(row, "schema_version", "1.0") || CommonRules.says(row, "version", "1.0"));
    }

    private static String lookedFor(ObjectValue row) {
        String sets = Contract.ALL.stream()
                .map(contract -> contract.id() + " (" + String.join(", ", contract.markers()) + ")")
                .collect(Collectors.joining(", "));
        return "the row must have two or more of the properties that mark a contract: " + sets + nearest(row)
                + "; or name the contract when you send it";
    }

    private static String nearest(ObjectValue row) {
        return Contract.ALL.stream()
                .max(Comparator.comparingInt(contract -> markersOf(contract, row)))
                .filter(contract -> markersOf(contract, row) > 0)
                .map(contract -> "; nearest is " + contract.id() + ", of which it has only "
                        + String.join(", ", present(contract, row)))
                .orElse("; it has none of them");
    }

    private static String several(ObjectValue row) {
        List<String> candidates = new ArrayList<>();
        for (Contract contract : Contract.ALL) {
            List<String> present = present(contract, row);
            if (present.size() > 1) {
                candidates.add(contract.id() + " (" + String.join(", ", present) + ")");
            }
        }
        return "the row must be of one contract, found properties of several: " + String.join(", ", candidates)
                + "; name the contract when you send it";
    }

    private static List<String> present(Contract contract, ObjectValue row) {
        return contract.markers().stream().filter(row.members()::containsKey).toList();
    }

    private static Finding finding(Policy policy, String sentence) {
        return new Finding(policy.severity(), policy.code(), policy.rule(), "", sentence);
    }
}
