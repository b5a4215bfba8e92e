package dev.candor.validation.contract;

import static dev.candor.validation.contract.Policy.OF_ITS_WRITERS;
import static dev.candor.validation.contract.Policy.OF_THE_CONTRACT;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.JsonPath;
import dev.candor.validation.schema.Sentences;
import java.util.List;
import java.util.Locale;

/** What an orchestration event keeps beyond its schema. */
final class OrchestrationRules {
    private static final String DETAILS = "details";
    private static final String RETRY_REASON = "retry_reason";
    private static final String ARTIFACT = "artifact_path";
    private static final String DIAGNOSTIC = "diagnostic_url";

    static final List<RowRule> ALL = List.of(
            RowRule.refusal(
                    CommonRules.TIMESTAMP_NOT_UTC,
                    "timestamp is a real date and time in UTC, with Z or +00:00.",
                    OF_THE_CONTRACT,
                    (row, complaints) -> CommonRules.utc(row, "timestamp", "/timestamp", complaints)),
            RowRule.refusal(
                    "TRACEBACK_IN_DETAILS",
                    "No text or name in details is a raw stack trace of Python, Java, Node, .NET or Go; a short message and an artifact"
                            + " file take its place.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::traceback),
            RowRule.refusal(
                    "ARTIFACT_PATH_OUTSIDE",
                    "details.artifact_path, unless null, is a text: a relative path without .. and no URL.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::artifactOutside),
            RowRule.warning(
                    "ARTIFACT_PATH_NOT_IN_OUT",
                    "details.artifact_path begins with out/. Only a warning: the contract's own example of a"
                            + " quarantined repository names a file elsewhere.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::artifactElsewhere),
            RowRule.refusal(
                    "DIAGNOSTIC_URL_SCHEME",
                    "details.diagnostic_url, unless null, is a text that begins with file:// or https://.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::diagnosticUrl),
            RowRule.warning(
                    "RETRY_REASON_MISSING",
                    "A retried event says why in details.retry_reason. Only a warning: real emitters leave it out.",
                    OF_ITS_WRITERS,
                    OrchestrationRules::retryReason),
            RowRule.warning(
                    "DETAILS_NESTED",
                    "details has shallow keys: none holds an object, nor a list of objects or lists.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::nested),
            RowRule.warning(
                    "STARTED_WITH_DURATION",
                    "A started event has no duration yet: duration_ms is 0 or null.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::duration));

    private OrchestrationRules() {}

    private static void traceback(ObjectValue row, Complaints complaints) {
        if (row.members().get(DETAILS) instanceof ObjectValue details) {
            StackTraces.find(details, "/" + DETAILS)
                    .ifPresent(place -> complaints.add(
                            place,
                            "must not hold a raw stack trace; put a one-line message here and the trace into a file"
                                    + " that artifact_path names"));
        }
    }

    private static void artifactOutside(ObjectValue row, Complaints complaints) {
        if (isNoText(row, ARTIFACT)) {
            complaints.add(pointer(ARTIFACT), "must be a text with a relative path under out/");
        }
        CommonRules.object(row, DETAILS)
                .text(ARTIFACT)
                .filter(OrchestrationRules::isUnsafe)
                .ifPresent(path -> complaints.add(
                        pointer(ARTIFACT),
                        "must be a relative path under out/ without .., found " + Sentences.quoted(path)));
    }

    private static void artifactElsewhere(ObjectValue row, Complaints complaints) {
        CommonRules.object(row, DETAILS)
                .text(ARTIFACT)
                .filter(path -> !isUnsafe(path) && !path.startsWith("out/"))
                .ifPresent(path ->
                        complaints.add(pointer(ARTIFACT), "should begin with out/, found " + Sentences.quoted(path)));
    }

    /** Empty, absolute on any system, a URL, or climbing. */
    private static boolean isUnsafe(String path) {
        if (path.isBlank()) {
            return true;
        }
        String slashed = path.replace('\\', '/');
        boolean drive = slashed.length() > 1 && slashed.charAt(1) == ':' && Character.isLetter(slashed.charAt(0));
        return slashed.startsWith("/")
                || slashed.startsWith("~")
                || drive
                || slashed.contains("://")
                || slashed.indexOf('\0') >= 0
                || ("/" + slashed + "/").contains("/../");
    }

    private static boolean isNoText(ObjectValue row, String name) {
        JsonValue value = CommonRules.object(row, DETAILS).members().get(name);
        return value != null && !(value instanceof JsonValue.StringValue) && !(value instanceof JsonValue.NullValue);
    }

    private static void diagnosticUrl(ObjectValue row, Complaints complaints) {
        if (isNoText(row, DIAGNOSTIC)) {
            complaints.add(pointer(DIAGNOSTIC), "must be a text that begins with file:// or https://");
        }
        CommonRules.object(row, DETAILS).text(DIAGNOSTIC).ifPresent(url -> {
            String lower = url.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("file://") && !lower.startsWith("https://")) {
                complaints.add(
                        pointer(DIAGNOSTIC), "must begin with file:// or https://, found " + Sentences.quoted(url));
            }
        });
    }

    private static void retryReason(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, "status", "retried")
                && !CommonRules.isFilled(CommonRules.object(row, DETAILS), RETRY_REASON)) {
            complaints.add("/" + DETAILS, "should say in retry_reason why the status is \"retried\"");
        }
    }

    private static void nested(ObjectValue row, Complaints complaints) {
        CommonRules.object(row, DETAILS).members().forEach((name, value) -> {
            if (value instanceof ObjectValue || (value instanceof ArrayValue list && !isFlat(list))) {
                complaints.add(pointer(name), "should be shallow, found an object or list inside");
            }
        });
    }

    private static boolean isFlat(ArrayValue list) {
        for (JsonValue item : list.items()) {
            if (item instanceof ObjectValue || item instanceof ArrayValue) {
                return false;
            }
        }
        return true;
    }

    private static void duration(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, "status", "started")
                && row.members().get("duration_ms") instanceof JsonValue.NumberValue number
                && number.number().signum() > 0) {
            complaints.add(
                    "/duration_ms", "should be 0 or null while the status is \"started\", found " + number.text());
        }
    }

    private static String pointer(String name) {
        return "/" + DETAILS + "/" + JsonPath.escaped(name);
    }
}
