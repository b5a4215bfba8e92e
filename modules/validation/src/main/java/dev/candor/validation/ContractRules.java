package dev.candor.validation;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;

/**
 * What a row of a contract must keep: the schema, and the rules that no schema can say. Not for two threads at a time.
 */
public final class ContractRules {
    private final RowChecker schema;

    private ContractRules(RowChecker schema) {
        this.schema = schema;
    }

    /** The rules that ship for a contract, compiled. */
    public static ContractRules shipped(Contract contract) {
        return new ContractRules(
                RowChecker.of(dev.candor.foundation.json.JsonValue.parse(contract.schemaFile()), List.of()));
    }

    /**
     * Checks a row.
     *
     * @param row the row, parsed
     * @param bytes the same row as {@code bytes[from, to)}
     * @return what was found, refusals first; empty when there is nothing to say
     */
    public List<Finding> check(ObjectValue row, byte[] bytes, int from, int to) {
        return schema.check(bytes, from, to).violations().stream()
                .map(violation -> new Finding(
                        Severity.REFUSAL, "SCHEMA", violation.rule(), violation.pointer(), violation.sentence()))
                .toList();
    }
}
