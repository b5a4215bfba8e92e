package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of the lines of a tee: each is either refused, or it is recorded, passed on, or lost, where recorded and
 * passed on do not exclude each other.
 */
public final class TeeCounts {
    long events;
    long refused;
    long recorded;
    long passedOn;
    long lost;
    long warnings;

    TeeCounts() {}

    /** Lines that were not blank. */
    public long events() {
        return events;
    }

    /** Lines that are no valid event. */
    public long refused() {
        return refused;
    }

    /** Events that are on disk. */
    public long recorded() {
        return recorded;
    }

    /** Events that went to the output. */
    public long passedOn() {
        return passedOn;
    }

    /** Valid events that are neither on disk nor went to the output. */
    public long lost() {
        return lost;
    }

    /** As a script reads it. */
    public ObjectValue json() {
        return new ObjectValue(Map.of(
                "events", JsonValue.of(events),
                "lost", JsonValue.of(lost),
                "passed_on", JsonValue.of(passedOn),
                "recorded", JsonValue.of(recorded),
                "refused", JsonValue.of(refused),
                "warnings", JsonValue.of(warnings)));
    }

    /** As a person reads it: {@code 12 events: 10 recorded, 10 passed on, 2 refused}. */
    public String sentence() {
        List<String> parts = new ArrayList<>(List.of(recorded + " recorded", passedOn + " passed on"));
        add(parts, refused, " refused");
        add(parts, lost, " lost");
        if (warnings > 0) {
            parts.add(Wording.count(warnings, "warning"));
        }
        return Wording.count(events, "event") + ": " + String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + what);
        }
    }
}
