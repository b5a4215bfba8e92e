package dev.candor.execution.internal;

import dev.candor.execution.RunRecorder.Outcome;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The result of a run as callers get it. */
final class ResultObject {
    private static final int WRAPPINGS = 8;

    private ResultObject() {}

    static ObjectValue of(
            FoundItem item, RunResult run, Optional<String> content, Duration duration, Recorded recorded) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("item_id", JsonValue.of(item.identity()));
        members.put("item_type", JsonValue.of(item.type().word()));
        members.put("path", JsonValue.of(item.file().path().toString()));
        members.put("outcome", JsonValue.of(word(run.outcome())));
        members.put("exit_code", run.exitCode().map(JsonValue::of).orElseGet(NullValue::new));
        members.put("stdout", JsonValue.of(run.stdout().text()));
        members.put("stderr", JsonValue.of(run.stderr().text()));
        members.put("stdout_truncated", JsonValue.of(run.stdout().truncated()));
        members.put("stderr_truncated", JsonValue.of(run.stderr().truncated()));
        members.put("duration_ms", JsonValue.of(duration.toMillis()));
        members.put("http_calls", JsonValue.of(run.calls().http()));
        members.put("subprocess_calls", JsonValue.of(run.calls().subprocess()));
        members.put("recorded", JsonValue.of(recorded.done()));
        members.put("error", run.error().map(JsonValue::of).orElseGet(NullValue::new));
        content.ifPresent(text -> members.put("content", JsonValue.of(text)));
        run.answer().ifPresent(answer -> {
            members.put("status_code", JsonValue.of(answer.status()));
            members.put("body", body(answer));
            members.put("body_truncated", JsonValue.of(answer.truncated()));
        });
        List<JsonValue> warnings = new ArrayList<>();
        run.warnings().forEach(warning -> warnings.add(JsonValue.of(warning)));
        item.metadata().warning().ifPresent(warning -> warnings.add(JsonValue.of(warning)));
        recorded.warning().ifPresent(warning -> warnings.add(JsonValue.of(warning)));
        if (!warnings.isEmpty()) {
            members.put("warnings", JsonValue.of(warnings));
        }
        return new ObjectValue(members);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static JsonValue body(RunResult.Answer answer) {
        if (answer.truncated()) {
            return JsonValue.of(answer.body());
        }
        try {
            // the answer gets wrapped on its way to the caller, and must not be nested too deep for reading then
            JsonValue.parse("[".repeat(WRAPPINGS) + answer.body() + "]".repeat(WRAPPINGS));
            return JsonValue.parse(answer.body());
        } catch (JsonSyntaxException justText) {
            return JsonValue.of(answer.body());
        }
    }
}
