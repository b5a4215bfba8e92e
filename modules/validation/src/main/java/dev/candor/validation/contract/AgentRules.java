package dev.candor.validation.contract;

import static dev.candor.validation.contract.Policy.OF_THE_CONTRACT;

import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;

/** What an agent event keeps beyond its schema. */
final class AgentRules {
    private static final String KIND = "kind";
    private static final String NAME = "name";
    private static final String OUTCOME = "outcome";
    private static final String FROM = "outcome_from";
    private static final String RULE = "outcome_rule";
    private static final List<String> KINDS_WITH_A_NAME = List.of("tool", "skill", "subagent");

    static final List<RowRule> ALL = List.of(
            RowRule.refusal(
                    CommonRules.TIMESTAMP_NOT_UTC,
                    "started_at is a real date and time in UTC, with Z or +00:00.",
                    OF_THE_CONTRACT,
                    (row, complaints) -> CommonRules.utc(row, "started_at", "/started_at", complaints)),
            RowRule.refusal("NAME_MISSING", "A tool, skill or subagent has a name.", OF_THE_CONTRACT, AgentRules::name),
            RowRule.refusal(
                    "OUTCOME_UNEXPLAINED",
                    "outcome_from says where an outcome other than unknown is from, and outcome_rule how, when it was"
                            + " derived.",
                    OF_THE_CONTRACT,
                    AgentRules::origin),
            RowRule.refusal(
                    "EXIT_CODE_CONTRADICTS",
                    "A success has no exit_code but 0.",
                    OF_THE_CONTRACT,
                    AgentRules::exitCode));

    private AgentRules() {}

    private static void name(ObjectValue row, Complaints complaints) {
        if (!row.members().containsKey(NAME)) {
            KINDS_WITH_A_NAME.stream()
                    .filter(kind -> CommonRules.says(row, KIND, kind))
                    .forEach(kind -> complaints.add("", "misses 'name', which every " + kind + " has"));
        }
    }

    private static void origin(ObjectValue row, Complaints complaints) {
        boolean isTold = row.text(OUTCOME).isPresent() && !CommonRules.says(row, OUTCOME, "unknown");
        if (isTold && !row.members().containsKey(FROM)) {
            complaints.add("", "misses 'outcome_from', which says where the outcome is from");
        }
        if (CommonRules.says(row, FROM, "derived") && !row.members().containsKey(RULE)) {
            complaints.add("", "misses 'outcome_rule', which says how the outcome was derived");
        }
    }

    private static void exitCode(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, OUTCOME, "success")
                && row.members().get("exit_code") instanceof NumberValue code
                && code.number().signum() != 0) {
            complaints.add("/exit_code", "must be 0 or absent when the outcome is \"success\", found " + code.text());
        }
    }
}
