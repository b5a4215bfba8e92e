package dev.candor.validation;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Tells a row's contract by its properties. */
public sealed interface Recognition {
    /** The row is of this contract. */
    record Known(Contract contract) implements Recognition {}

    /** No contract of ours, and why. */
    record Unknown(Finding why) implements Recognition {}

    /** Recognises a row. */
    static Recognition of(ObjectValue row) {
        for (Contract contract : Contract.ALL) {
            if (row.member(contract.equals(Contract.SKILL_USAGE) ? "skill" : "run_id")
                    .isPresent()) {
                return new Known(contract);
            }
        }
        return new Unknown(new Finding(
                Severity.REFUSAL, "UNKNOWN_CONTRACT", "contract", "", "the row must be of a known contract"));
    }
}
