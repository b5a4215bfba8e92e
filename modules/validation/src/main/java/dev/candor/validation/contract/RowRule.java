package dev.candor.validation.contract;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** A policy, and who looks whether a row keeps it. */
record RowRule(Policy policy, Look look) {
    /** Looks at a row, whose members may be of any type: the schema may have objected already. */
    interface Look {
        void at(ObjectValue row, Complaints complaints);
    }

    static RowRule refusal(String code, String explanation, String source, Look look) {
        return new RowRule(Policy.refusal(code, explanation, source), look);
    }

    static RowRule warning(String code, String explanation, String source, Look look) {
        return new RowRule(Policy.warning(code, explanation, source), look);
    }
}
