package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.Map;

/**
 * Events that cannot all be true.
 *
 * @param code stable: {@code ATTEMPT_WENT_BACK}
 * @param at the timestamp of the event at which it showed
 */
record Contradiction(String code, Instant at, String sentence) {
    /** An event whose timestamp cannot be true. */
    static Contradiction inFuture(OrchestrationEvent event) {
        return new Contradiction(
                "TIMESTAMP_IN_FUTURE",
                event.at(),
                event.key().words() + " " + event.status().word() + " bears the time " + Utc.timestamp(event.at())
                        + ", more than " + OrchestrationEvent.TOLERANCE.toMinutes()
                        + " minutes ahead of the clock; its place in the log counts instead");
    }

    ObjectValue json() {
        return new ObjectValue(Map.of(
                "code", JsonValue.of(code),
                "at", JsonValue.of(Utc.timestamp(at)),
                "sentence", JsonValue.of(sentence)));
    }
}
