package dev.candor.sessions.score;

import static dev.candor.sessions.score.ScoreText.open;
import static dev.candor.sessions.score.ScoreText.shown;
import static dev.candor.sessions.score.ScoreText.signed;

import dev.candor.foundation.json.JsonValue;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.Rubric.CriticalError;
import dev.candor.sessions.score.RubricScoring.Effect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The critical errors that were made: each counts once, at the first event that tells of it, in any phase. */
final class CriticalTally {
    private static final String CODE = "critical_error_code";

    private final Map<String, List<Trigger>> byType = new LinkedHashMap<>();
    private final Map<String, Hit> hits = new LinkedHashMap<>();

    /**
     * A critical error that was made.
     *
     * @param eventId the first event that told of it
     */
    record Hit(CriticalError error, String eventId) {
        /** {@code -20 critical used_exit: … (evt-4).} */
        String sentence() {
            return signed(error.penalty().negate()) + " critical " + error.code() + ": " + words();
        }

        /** The same without the points. */
        String words() {
            return open(error.why()) + (error.hardFail() ? ", which fails the session" : "") + " (" + shown(eventId)
                    + ").";
        }
    }

    /** Events of a type tell of an error when they say what it needs. A code that they name must be that of the error. */
    private record Trigger(CriticalError error, RequiredDetail required) {
        boolean isIn(SessionEvent event) {
            return event.criticalErrorCode().map(error.code()::equals).orElse(true)
                    && required.mismatch(name -> name.equals(CODE)
                                    ? event.criticalErrorCode().map(JsonValue::of)
                                    : event.details().member(name))
                            .isEmpty();
        }
    }

    CriticalTally(List<CriticalError> errors) {
        errors.forEach(error -> byType.computeIfAbsent(error.triggerEvent(), type -> new ArrayList<>())
                .add(new Trigger(error, RequiredDetail.of(error.requiredDetail()))));
    }

    /** Takes an event: what it did, for each critical error that it tells of. */
    List<Effect> take(SessionEvent event) {
        return byType.getOrDefault(event.type(), List.of()).stream()
                .filter(trigger -> trigger.isIn(event))
                .map(trigger -> take(new Hit(trigger.error(), event.id())))
                .toList();
    }

    private Effect take(Hit hit) {
        String code = hit.error().code();
        Hit before = hits.putIfAbsent(code, hit);
        if (before == null) {
            return new Effect("", hit.error().penalty().negate(), hit.sentence());
        }
        String ids = shown(before.eventId()) + " (" + shown(hit.eventId()) + ").";
        return new Effect("", BigDecimal.ZERO, "0 critical " + code + ": it counted already at " + ids);
    }

    /** In the order in which they happened. */
    List<Hit> hits() {
        return List.copyOf(hits.values());
    }

    BigDecimal lost() {
        return hits.values().stream().map(hit -> hit.error().penalty()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<String> hardFails() {
        return hits.values().stream()
                .map(Hit::error)
                .filter(CriticalError::hardFail)
                .map(CriticalError::code)
                .toList();
    }
}
