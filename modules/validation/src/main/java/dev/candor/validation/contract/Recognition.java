package dev.candor.validation.contract;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells a row's contract by what it says it is, else by its properties: it has all {@link Contract#markers} of one
 * contract alone, or all but one. One or two of them, which may be common words, are not enough, and between several
 * contracts nothing is guessed.
 */
public sealed interface Recognition {
    /** The row is of this contract. */
    record Known(Contract contract) implements Recognition {}

    /** No contract of ours, and why. */
    record Unknown(Finding why) implements Recognition {}

    /** No contract is recognised in the row. */
    Policy UNKNOWN_CONTRACT = Policy.refusal(
            "UNKNOWN_CONTRACT",
            "A row has all marker properties of a contract but at most one, and names no other schema.",
            Policy.OF_CANDOR);

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

    /** Properties by which rows of many systems say what they are. */
    List<String> SELF_DESCRIPTIONS = List.of("schema", "$schema", "contract");

    /** How many markers a row may miss. */
    int MAX_MISSING = 1;

    /** Recognises a row. */
    static Recognition of(ObjectValue row) {
        for (String member : SELF_DESCRIPTIONS) {
            if (row.text(member).isPresent()) {
                return named(member, row.text(member).orElse(""));
            }
        }
        List<Contract> whole = missing(0, row);
        if (whole.size() == 1) {
            return new Known(whole.getFirst());
        }
        if (isForeignEnvelope(row)) {
            return new Unknown(finding(
                    UNSUPPORTED_CONTRACT,
                    "the row is an envelope of source, event and details that says version 1.0, which is not taken;"
                            + " an audit record of version 1.0 has correlation_id, actor, action and entity"));
        }
        List<Contract> candidates = whole.isEmpty() ? missing(MAX_MISSING, row) : whole;
        return switch (candidates.size()) {
            case 0 -> new Unknown(finding(UNKNOWN_CONTRACT, lookedFor(row)));
            case 1 -> new Known(candidates.getFirst());
            default -> new Unknown(finding(AMBIGUOUS_CONTRACT, several(candidates, row)));
        };
    }

    /** A row that says what it is is believed. */
    private static Recognition named(String member, String name) {
        return Contract.ALL.stream()
                .filter(contract -> name.equals(contract.id())
                        || name.equals(contract.id() + "/" + contract.version())
                        || name.equals(contract.id() + "@" + contract.version()))
                .findFirst()
                .<Recognition>map(Known::new)
                // the name is not repeated: it may be anything, a secret too
                .orElseGet(() -> new Unknown(finding(
                        UNKNOWN_CONTRACT,
                        "the row says by its property " + member + " that it is of another schema, which is none of "
                                + String.join(", ", Contract.ids())
                                + "; or name the contract when you send it")));
    }

    /** The contracts of which a row misses so many markers at most. */
    private static List<Contract> missing(int max, ObjectValue row) {
        List<Contract> contracts = new ArrayList<>();
        for (Contract contract : Contract.ALL) {
            if (contract.markers().size() - markersOf(contract, row) <= max) {
                contracts.add(contract);
            }
        }
        return contracts;
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
        return "the row must have the properties that mark a contract, all but at most one: " + sets + nearest(row)
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

    private static String several(List<Contract> candidates, ObjectValue row) {
        return "the row must be of one contract, found properties of several: "
                + candidates.stream()
                        .map(contract -> contract.id() + " (" + String.join(", ", present(contract, row)) + ")")
                        .collect(Collectors.joining(", "))
                + "; name the contract when you send it";
    }

    private static List<String> present(Contract contract, ObjectValue row) {
        return contract.markers().stream().filter(row.members()::containsKey).toList();
    }

    private static Finding finding(Policy policy, String sentence) {
        return new Finding(policy.severity(), policy.code(), policy.rule(), "", sentence);
    }
}
