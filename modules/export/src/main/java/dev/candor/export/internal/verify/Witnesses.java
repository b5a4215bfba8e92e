package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.SessionEvent;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The events that a report names, and what the rubric says of each. */
final class Witnesses {
    private static final int MAX_WITNESSES = 1000;

    private final Set<String> named = new HashSet<>();
    private final Map<String, String> statements = new HashMap<>();

    /** The events that a report of unknown form names. */
    static Witnesses of(ObjectValue report) {
        Witnesses witnesses = new Witnesses();
        Json.objects(report, "objective_breakdown")
                .forEach(entry -> Json.texts(entry, "evidence_event_ids").forEach(witnesses::name));
        Json.objects(report, "critical_errors")
                .forEach(entry -> entry.text("trigger_event_id").ifPresent(witnesses::name));
        return witnesses;
    }

    private void name(String id) {
        if (named.size() < MAX_WITNESSES) {
            named.add(id);
        }
    }

    /**
     * Takes an event, should it be named.
     *
     * @param why what it counts for
     */
    void take(SessionEvent event, List<String> why) {
        if (named.contains(event.id())) {
            statements.put(
                    event.id(),
                    "a " + event.type() + " event with the outcome " + event.outcome() + " in " + event.phase()
                            + (why.isEmpty()
                                    ? ", which has nothing to do with the score"
                                    : ", of which the rubric says: " + String.join(" ", why)));
        }
    }

    /** What there is to say of an event; empty when there is no such event. */
    Optional<String> statement(String id) {
        return Optional.ofNullable(statements.get(id));
    }
}
