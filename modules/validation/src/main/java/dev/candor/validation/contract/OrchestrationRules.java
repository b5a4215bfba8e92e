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
import java.util.Set;

/** What an orchestration event keeps beyond its schema. */
final class OrchestrationRules {
    private static final String DETAILS = "details";
    private static final String MESSAGE = "message";
    private static final String ERROR_KIND = "error_kind";
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "skipped");
    private static final String RETRY_REASON = "retry_reason";
    private static final String ARTIFACT = "artifact_path";
    private static final String DIAGNOSTIC = "diagnostic_url";

    static final List<RowRule> ALL = List.of(
            CommonRules.timestamp("timestamp is a real date and time in UTC, with Z or +00:00."),
            RowRule.refusal(
                    "TRACEBACK_IN_DETAILS",
                    "No text or name in details is a raw stack trace of Python, Java, Node, .NET or Go; a short"
                            + " message and an artifact file take its place.",
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
                    "MESSAGE_FORM",
                    "details.message, unless null, is a text of one line: a sentence.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::message),
            RowRule.warning(
                    "ERROR_KIND_FORM",
                    "details.error_kind, unless null, is a label for machines, such as lint, type, network, auth or"
                            + " unknown: lower case letters, digits, _ and -.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::errorKind),
            RowRule.warning(
                    "RETRY_REASON_MISSING",
                    "A retried event says why in details.retry_reason, a text. Only a warning: real emitters leave it"
                            + " out.",
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
                    OrchestrationRules::duration),
            RowRule.warning(
                    "DURATION_MISSING",
                    "A succeeded, failed or skipped event says how long it took: duration_ms is not null.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::durationMissing),
            RowRule.warning(
                    "QUARANTINED_WITHOUT_REPOSITORY",
                    "A quarantined event names the repository that is parked.",
                    OF_THE_CONTRACT,
                    OrchestrationRules::quarantinedRepository));

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

    private static void message(ObjectValue row, Complaints complaints) {
        if (isNoText(row, MESSAGE)) {
            complaints.add(pointer(MESSAGE), "should be a text of one line");
        }
        CommonRules.object(row, DETAILS)
                .text(MESSAGE)
                .filter(text -> text.isBlank() || text.strip().lines().count() > 1)
                .ifPresent(text -> complaints.add(
                        pointer(MESSAGE),
                        text.isBlank()
                                ? "should say something, found an empty text"
                                : "should be one line, found several; put the others into a file that artifact_path"
                                        + " names"));
    }

    private static void errorKind(ObjectValue row, Complaints complaints) {
        if (isNoText(row, ERROR_KIND)) {
            complaints.add(pointer(ERROR_KIND), "should be a text such as \"lint\"");
        }
        CommonRules.object(row, DETAILS)
                .text(ERROR_KIND)
                .filter(kind -> !isLabel(kind))
                .ifPresent(kind -> complaints.add(
                        pointer(ERROR_KIND),
                        "should be lower case letters, digits, _ and -, such as \"lint\", found "
                                + Sentences.quoted(kind)));
    }

    private static boolean isLabel(String kind) {
        for (int i = 0; i < kind.length(); i++) {
            char c = kind.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return !kind.isEmpty();
    }

    private static void durationMissing(ObjectValue row, Complaints complaints) {
        String status = row.text("status").orElse("");
        if (ENDED.contains(status) && row.members().get("duration_ms") instanceof JsonValue.NullValue) {
            complaints.add("/duration_ms", "should say how long it took, as the status is \"" + status + "\"");
        }
    }

    private static void quarantinedRepository(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, "status", "quarantined") && !CommonRules.isFilled(row, "repository")) {
            complaints.add("/repository", "should name the repository that is in quarantine");
        }
    }

    private static void retryReason(ObjectValue row, Complaints complaints) {
        if (CommonRules.says(row, "status", "retried")
                && CommonRules.object(row, DETAILS)
                        .text(RETRY_REASON)
                        .filter(reason -> !reason.isBlank())
                        .isEmpty()) {
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
