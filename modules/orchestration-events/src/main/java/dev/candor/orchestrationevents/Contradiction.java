package dev.candor.orchestrationevents;

import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.time.Utc;
import java.time.Instant;

/**
 * Events that cannot all be true.
 *
 * @param code stable: {@code ATTEMPT_WENT_BACK}
 * @param at the timestamp of the event at which it showed
 */
@Result
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

    /** As a line for a person ends. */
    String words() {
        return sentence + " [" + code + "]";
    }
}
