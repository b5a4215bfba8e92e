package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One run as it is told.
 *
 * @param repositoryQuarantined whether its repository is in quarantine, whichever run put it there
 */
record RunLine(RunKey key, RunState state, RunHistory history, boolean repositoryQuarantined) {
    Instant lastHeard() {
        return history.last().heard();
    }

    ObjectValue json() {
        OrchestrationEvent last = history.last();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("repository", textOrNull(key.repository()));
        members.put("tool", textOrNull(key.tool()));
        members.put("source", JsonValue.of(key.source()));
        members.put("phase", JsonValue.of(key.phase()));
        members.put("state", JsonValue.of(state.word()));
        members.put("last_status", JsonValue.of(last.status().word()));
        members.put("last_at", JsonValue.of(Utc.timestamp(last.at())));
        members.put("started_at", textOrNull(history.startedAt().map(Utc::timestamp)));
        members.put("attempt", JsonValue.of(last.attempt()));
        members.put("duration_ms", last.durationMs().map(JsonValue::of).orElseGet(NullValue::new));
        members.put("message", textOrNull(last.message()));
        members.put("events", JsonValue.of(history.events()));
        members.put("late_events", JsonValue.of(history.late()));
        members.put("repository_quarantined", JsonValue.of(repositoryQuarantined));
        members.put(
                "contradictions",
                JsonValue.of(history.contradictions().stream()
                        .map(Contradiction::json)
                        .toList()));
        members.put("contradiction_count", JsonValue.of(history.contradictionCount()));
        return new ObjectValue(members);
    }

    static JsonValue textOrNull(Optional<String> text) {
        return text.map(JsonValue::of).orElseGet(NullValue::new);
    }
}
