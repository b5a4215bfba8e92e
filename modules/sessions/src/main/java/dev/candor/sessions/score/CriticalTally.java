package dev.candor.sessions.score;

import dev.candor.sessions.event.SessionEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The critical errors that were made: each counts once, at the first event that tells of it, in any phase. */
final class CriticalTally {
    private final Map<String, List<CriticalError>> byTrigger = new LinkedHashMap<>();
    private final Map<String, Hit> hits = new LinkedHashMap<>();

    /**
     * A critical error that was made.
     *
     * @param eventId the first event that told of it
     */
    record Hit(CriticalError error, String eventId) {
        /** {@code -20 critical used_exit: … (evt-4).} */
        String sentence() {
            return Words.signed(error.penalty().negate()) + " critical " + error.code() + ": " + words();
        }

        /** The same without the points. */
        String words() {
            return Words.open(error.why()) + (error.isHardFail() ? ", which fails the session" : "") + " ("
                    + Words.shown(eventId) + ").";
        }
    }

    CriticalTally(List<CriticalError> errors) {
        errors.forEach(error -> byTrigger
                .computeIfAbsent(error.triggerEvent(), type -> new ArrayList<>())
                .add(error));
    }

    /** What an event did, a sentence for each critical error that it tells of. */
    List<Effect> take(SessionEvent event) {
        List<Effect> effects = new ArrayList<>();
        for (CriticalError error : byTrigger.getOrDefault(event.type(), List.of())) {
            if (error.isToldBy(event)) {
                effects.add(take(error, event.id()));
            }
        }
        return effects;
    }

    /**
     * What an event did to the score.
     *
     * @param change points, 0 or less
     */
    record Effect(BigDecimal change, String sentence) {}

    private Effect take(CriticalError error, String eventId) {
        Hit before = hits.get(error.code());
        if (before != null) {
            return new Effect(
                    BigDecimal.ZERO,
                    "0 critical " + error.code() + ": it counted already at " + Words.shown(before.eventId()) + " ("
                            + Words.shown(eventId) + ").");
        }
        Hit hit = new Hit(error, eventId);
        hits.put(error.code(), hit);
        return new Effect(error.penalty().negate(), hit.sentence());
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
                .filter(hit -> hit.error().isHardFail())
                .map(hit -> hit.error().code())
                .toList();
    }
}
