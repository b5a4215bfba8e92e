package dev.candor.skillusage;

import dev.candor.execution.CommandOutcome;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of a wrapped run.
 *
 * @param event what was recorded
 * @param appended whether its row is on disk
 */
public record RunReport(CommandOutcome outcome, UsageEvent event, boolean appended) {
    /**
     * The summary for scripts: one line of JSON, names sorted, without anything that differs between two equal runs.
     *
     * @param eventsPath the events file as the caller named it, or {@link CentralUsageLog#NAME}; empty when nothing is
     *     recorded
     */
    public String json(Optional<String> eventsPath, long schemaVersion) {
        Map<String, JsonValue> members = new TreeMap<>();
        members.put("command_rc", JsonValue.of(outcome.exitCode()));
        members.put("context", JsonValue.of(event.context()));
        members.put("event_appended", JsonValue.of(appended ? 1 : 0));
        members.put("events_path", eventsPath.map(JsonValue::of).orElseGet(NullValue::new));
        members.put("schema_version", JsonValue.of(schemaVersion));
        members.put("skill", JsonValue.of(event.skill()));
        members.put("source", JsonValue.of(event.source()));
        members.put("status", JsonValue.of(event.status()));
        event.failure().ifPresent(why -> {
            members.put("error_class", JsonValue.of(why.errorClass()));
            members.put("reason_code", JsonValue.of(why.reasonCode()));
        });
        return JsonWriter.compact(new ObjectValue(members));
    }

    /** The summary for people, on one line. */
    public String text() {
        return "status=" + event.status() + " rc=" + outcome.exitCode() + " skill=" + event.skill() + " event_appended="
                + (appended ? 1 : 0);
    }
}
