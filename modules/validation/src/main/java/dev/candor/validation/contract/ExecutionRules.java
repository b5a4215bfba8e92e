package dev.candor.validation.contract;

import static dev.candor.validation.contract.Policy.OF_THE_CONTRACT;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;

/** What an execution event keeps beyond its schema. */
final class ExecutionRules {
    private static final String EVENT = "event";
    private static final List<String> OF_A_RUN =
            List.of("item_type", "outcome", "duration_ms", "http_calls", "subprocess_calls");

    static final List<RowRule> ALL = List.of(
            CommonRules.timestamp("timestamp is a real date and time in UTC."),
            RowRule.refusal(
                    "ITEM_ID_INVALID",
                    "An item_id is not blank, has no control characters, and is \"*\" for all items in a clear only.",
                    OF_THE_CONTRACT,
                    ExecutionRules::itemId),
            RowRule.refusal(
                    "RUN_INCOMPLETE",
                    "A run has item_type, outcome, duration_ms, http_calls and subprocess_calls.",
                    OF_THE_CONTRACT,
                    ExecutionRules::run),
            RowRule.refusal(
                    "ACCESS_OF_KNOWLEDGE_ONLY",
                    "An access has the item_type knowledge.",
                    OF_THE_CONTRACT,
                    ExecutionRules::access),
            RowRule.refusal(
                    "ERROR_ON_SUCCESS", "A success has no error.", OF_THE_CONTRACT, ExecutionRules::errorOnSuccess));

    private ExecutionRules() {}

    private static void itemId(ObjectValue row, Complaints complaints) {
        String id = row.text("item_id").orElse("");
        if (id.equals("*") && !CommonRules.says(row, EVENT, "clear")) {
            complaints.add("/item_id", "must name one item, found \"*\", which means all");
        }
        if (!id.isEmpty() && id.isBlank()) {
            complaints.add("/item_id", "must name an item, for instance core/create_tool@1.0.0, found only blanks");
        }
        if (id.chars().anyMatch(ExecutionRules::isInvisible)) {
            complaints.add("/item_id", "must not hold control characters, line separators or byte order marks");
        }
    }

    /** What must be escaped in YAML, where an escaped key can get too long to be one. */
    private static boolean isInvisible(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c >= 0xFFFE;
    }

    private static void run(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, EVENT, "run")) {
            for (String name : OF_A_RUN) {
                if (!row.members().containsKey(name)) {
                    complaints.add("", "misses '" + name + "', which a run has");
                }
            }
        }
    }

    private static void access(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, EVENT, "access") && !CommonRules.says(row, "item_type", "knowledge")) {
            complaints.add("/item_type", "must be \"knowledge\" when the event is \"access\"");
        }
    }

    private static void errorOnSuccess(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, "outcome", "success") && row.members().containsKey("error")) {
            complaints.add("/error", "must be absent when the outcome is \"success\"");
        }
    }
}
