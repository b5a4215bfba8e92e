package dev.candor.skillusage;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.time.Utc;
import dev.candor.validation.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One row of contract {@code skill-usage} 1: a wrapped command run of a skill.
 *
 * @param duration how long the command ran; written in whole milliseconds
 * @param endedAt when the command ended, UTC
 * @param failure why it failed; empty when it succeeded
 * @param caller who started it
 */
public record UsageEvent(
        String skill,
        String source,
        String context,
        Duration duration,
        Instant endedAt,
        Optional<Failure> failure,
        Caller caller) {

    /** Why a run failed. */
    public record Failure(String reasonCode, String reasonDetail, String errorClass) {}

    /** {@code success} or {@code failure}. */
    public String status() {
        return failure.isEmpty() ? "success" : "failure";
    }

    /** The row: canonical JSON on one line, UTF-8, no newline, without secrets: as ingestion would write it. */
    public byte[] row() {
        Map<String, JsonValue> members = new TreeMap<>();
        members.put("skill", JsonValue.of(skill));
        members.put("source", JsonValue.of(source));
        members.put("context", JsonValue.of(context));
        members.put("status", JsonValue.of(status()));
        members.put("duration_ms", JsonValue.of(duration.toMillis()));
        members.put("timestamp_utc", JsonValue.of(Utc.timestamp(endedAt)));
        failure.ifPresent(why -> {
            members.put("reason_code", JsonValue.of(why.reasonCode()));
            members.put("reason_detail", JsonValue.of(why.reasonDetail()));
            members.put("error_class", JsonValue.of(why.errorClass()));
        });
        caller.tell(members);
        return JsonWriter.compact(Secrets.installed().redact(new ObjectValue(members)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
