package dev.candor.validation.contract;

import static dev.candor.validation.contract.Policy.OF_ITS_WRITERS;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;

/** What a session event keeps beyond its schema. Which phases and event types there are is up to scenarios. */
final class SessionRules {
    private static final String CODE = "critical_error_code";
    private static final String EVENT_TYPE = "event_type";

    static final List<RowRule> ALL = List.of(
            CommonRules.timestamp("timestamp is a real date and time in UTC, with Z or +00:00."),
            RowRule.warning(
                    "CRITICAL_ERROR_CODE_MISSING",
                    "A critical_error event has a critical_error_code, at the top or in details.",
                    OF_ITS_WRITERS,
                    SessionRules::criticalErrorCode));

    private SessionRules() {}

    private static void criticalErrorCode(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, EVENT_TYPE, "critical_error")
                && !CommonRules.isFilled(row, CODE)
                && !CommonRules.isFilled(CommonRules.object(row, "details"), CODE)) {
            complaints.add("/" + CODE, "should say which critical error was made, or details should");
        }
    }
}
