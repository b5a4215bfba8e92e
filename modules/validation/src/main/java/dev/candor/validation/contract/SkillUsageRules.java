package dev.candor.validation.contract;

import static dev.candor.validation.contract.Policy.OF_THE_CONTRACT;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.MeantWord;
import dev.candor.validation.schema.Sentences;
import java.util.List;
import java.util.Optional;

/** What a skill usage event keeps beyond its schema. */
final class SkillUsageRules {
    private static final String REASON_CODE = "reason_code";
    private static final String ERROR_CLASS = "error_class";
    private static final List<String> OF_A_FAILURE = List.of(REASON_CODE, "reason_detail", ERROR_CLASS);

    private SkillUsageRules() {}

    static List<RowRule> with(ReasonCodes dictionary) {
        return List.of(
                RowRule.refusal(
                        "REASON_CODE_UNKNOWN",
                        "reason_code is a code of the dictionary.",
                        OF_THE_CONTRACT,
                        (row, complaints) -> reasonCode(row, dictionary, complaints)),
                RowRule.refusal(
                        "ERROR_CLASS_CONTRADICTS",
                        "error_class is the one that the dictionary gives for the reason code, if it gives one.",
                        OF_THE_CONTRACT,
                        (row, complaints) -> errorClass(row, dictionary, complaints)),
                RowRule.warning(
                        CommonRules.TIMESTAMP_NOT_UTC,
                        "timestamp_utc is a real date and time in UTC, with Z or +00:00. Only a warning: older rows"
                                + " were checked for a text alone.",
                        OF_THE_CONTRACT,
                        (row, complaints) -> CommonRules.utc(row, "timestamp_utc", "/timestamp_utc", complaints)),
                RowRule.warning(
                        "REASON_ON_SUCCESS",
                        "A success has no reason_code, reason_detail or error_class.",
                        OF_THE_CONTRACT,
                        SkillUsageRules::reasonOnSuccess));
    }

    private static void reasonCode(ObjectValue row, ReasonCodes dictionary, Complaints complaints) {
        row.text(REASON_CODE)
                .filter(code -> !dictionary.contains(code))
                .ifPresent(code -> complaints.add(
                        "/" + REASON_CODE,
                        "must be a code of the dictionary, found " + Sentences.quoted(code)
                                + MeantWord.hint(code, dictionary.codes())));
    }

    private static void errorClass(ObjectValue row, ReasonCodes dictionary, Complaints complaints) {
        Optional<String> implied = row.text(REASON_CODE).flatMap(dictionary::classOf);
        Optional<String> found = row.text(ERROR_CLASS);
        if (implied.isPresent() && found.isPresent() && !implied.equals(found)) {
            complaints.add(
                    "/" + ERROR_CLASS,
                    "must be \"" + implied.get() + "\", which the dictionary gives for the reason code, found "
                            + Sentences.quoted(found.get()));
        }
    }

    private static void reasonOnSuccess(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, "status", "success")) {
            for (String name : OF_A_FAILURE) {
                if (CommonRules.isFilled(row, name)) {
                    complaints.add("/" + name, "should be absent when the status is \"success\"");
                }
            }
        }
    }
}
