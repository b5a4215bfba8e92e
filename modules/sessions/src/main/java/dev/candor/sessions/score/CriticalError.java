package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue;
import dev.candor.sessions.event.SessionEvent;
import java.math.BigDecimal;

/**
 * Something that must not happen.
 *
 * @param penalty points that it takes, once a session
 * @param isHardFail whether the session has failed then, whatever its points
 * @param triggerEvent the type of the events that tell of it
 * @param required what they must say beside that
 */
record CriticalError(
        String code, BigDecimal penalty, boolean isHardFail, String triggerEvent, RequiredDetail required, String why) {
    private static final String CODE = "critical_error_code";

    /** Whether an event tells of it. A code that the event names, at its top or in its details, must be this one. */
    boolean isToldBy(SessionEvent event) {
        return event.type().equals(triggerEvent)
                && event.criticalErrorCode().map(code::equals).orElse(true)
                && required.mismatch(name -> name.equals(CODE)
                                ? event.criticalErrorCode().map(JsonValue::of)
                                : event.details().member(name))
                        .isEmpty();
    }
}
