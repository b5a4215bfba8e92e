package dev.candor.validation;

import static dev.candor.validation.Policy.OF_CANDOR;
import static dev.candor.validation.Policy.OF_ITS_WRITERS;
import static dev.candor.validation.Policy.OF_THE_CONTRACT;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Set;

/** What a session event keeps beyond its schema. */
final class SessionRules {
    private static final String CODE = "critical_error_code";
    private static final String EVENT_TYPE = "event_type";
    private static final String PHASE = "phase";

    private static final Set<String> EVENT_TYPES = Set.of(
            "phase_transition",
            "alarm_activated",
            "hazard_identified",
            "exit_selected",
            "extinguisher_attempted",
            "critical_error",
            "microdrill_started",
            "microdrill_completed",
            "re_audit_started",
            "re_audit_completed");
    private static final Set<String> PHASES = Set.of("audit", "score_report", "micro_drill", "re_audit");

    static final List<RowRule> ALL = List.of(
            RowRule.refusal(
                    CommonRules.TIMESTAMP_NOT_UTC,
                    "timestamp is a real date and time in UTC, with Z or +00:00.",
                    OF_THE_CONTRACT,
                    (row, complaints) -> CommonRules.utc(row, "timestamp", "/timestamp", complaints)),
            RowRule.warning(
                    "EVENT_TYPE_UNKNOWN",
                    "event_type is one of the ten of the first scenario. Only a warning: another scenario has its own.",
                    OF_CANDOR,
                    (row, complaints) -> known(row, EVENT_TYPE, EVENT_TYPES, complaints)),
            RowRule.warning(
                    "PHASE_UNKNOWN",
                    "phase is one of the four of the first scenario. Only a warning: another scenario has its own.",
                    OF_CANDOR,
                    (row, complaints) -> known(row, PHASE, PHASES, complaints)),
            RowRule.warning(
                    "CRITICAL_ERROR_CODE_MISSING",
                    "A critical_error event has a critical_error_code, at the top or in details.",
                    OF_ITS_WRITERS,
                    SessionRules::criticalErrorCode));

    private SessionRules() {}

    private static void known(ObjectValue row, String name, Set<String> words, Complaints complaints) {
        row.text(name)
                .filter(word -> !words.contains(word))
                .ifPresent(word -> complaints.add(
                        "/" + name,
                        "is a word that no scenario at hand uses, found " + Sentences.quoted(word)
                                + MeantWord.hint(word, words)));
    }

    private static void criticalErrorCode(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, EVENT_TYPE, "critical_error")
                && !CommonRules.isFilled(row, CODE)
                && !CommonRules.isFilled(CommonRules.object(row, "details"), CODE)) {
            complaints.add("/" + CODE, "should say which critical error was made, or details should");
        }
    }
}
