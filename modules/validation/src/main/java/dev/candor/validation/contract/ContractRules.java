package dev.candor.validation.contract;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.util.List;

/**
 * What a row of a contract must keep: the schema, and the policies that no schema can say. Not for two threads at a time.
 */
public final class ContractRules {
    private final RowChecker schema;
    private final List<RowRule> rules;

    private ContractRules(RowChecker schema, List<RowRule> rules) {
        this.schema = schema;
        this.rules = rules;
    }

    /** The rules that ship for a contract, compiled. */
    public static ContractRules shipped(Contract contract) {
        return new ContractRules(RowChecker.of(JsonValue.parse(contract.schemaFile()), List.of()), rules(contract));
    }

    /** The policies of a contract, in the order they are looked at. */
    public static List<Policy> policies(Contract contract) {
        return rules(contract).stream().map(RowRule::policy).toList();
    }

    private static List<RowRule> rules(Contract contract) {
        return switch (contract.id()) {
            case "skill-usage" -> SkillUsageRules.with(ReasonCodes.parse(contract.reasonCodesFile()));
            case "orchestration" -> OrchestrationRules.ALL;
            case "session" -> SessionRules.ALL;
            case "audit" -> AuditRules.ALL;
            case "execution" -> ExecutionRules.ALL;
            case "agent" -> AgentRules.ALL;
            default -> throw new IllegalArgumentException("no rules ship for the contract " + contract.id());
        };
    }

    /**
     * Checks a row. A secret that it holds is in no finding.
     *
     * @param row the row, parsed
     * @param bytes the same row as {@code bytes[from, to)}
     * @return what was found, refusals first; empty when there is nothing to say
     */
    public List<Finding> check(ObjectValue row, byte[] bytes, int from, int to) {
        Complaints complaints = new Complaints();
        for (Violation violation : schema.check(bytes, from, to).violations()) {
            complaints.add(violation);
        }
        for (RowRule rule : rules) {
            complaints.about(rule.policy());
            rule.look().at(row, complaints);
        }
        return complaints.all();
    }
}
