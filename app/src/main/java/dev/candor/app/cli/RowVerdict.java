package dev.candor.app.cli;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.contract.Recognition;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.RowChecker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what there is to say about a row. */
interface RowVerdict {
    /** What is found in {@code bytes[from, to)}, refusals first. */
    List<Finding> of(byte[] bytes, int from, int to);

    /** By a checker of a schema that is not ours. */
    static RowVerdict by(RowChecker checker) {
        return (bytes, from, to) -> checker.check(bytes, from, to).violations().stream()
                .map(Finding::of)
                .toList();
    }

    /** By the rules that ship, of a contract or of the one that each row is recognised as. */
    static RowVerdict by(Optional<Contract> contract) {
        Map<Contract, ContractRules> rules = new HashMap<>();
        return (bytes, from, to) -> {
            JsonValue value;
            try {
                value = JsonValue.parse(bytes, from, to);
            } catch (JsonSyntaxException e) {
                return List.of(Finding.notJson(e));
            }
            if (!(value instanceof ObjectValue row)) {
                return List.of(Finding.notAnObject());
            }
            Recognition recognition =
                    contract.<Recognition>map(Recognition.Known::new).orElseGet(() -> Recognition.of(row));
            return switch (recognition) {
                case Recognition.Unknown unknown -> List.of(unknown.why());
                case Recognition.Known known ->
                    rules.computeIfAbsent(known.contract(), ContractRules::shipped)
                            .check(row, bytes, from, to);
            };
        };
    }
}
