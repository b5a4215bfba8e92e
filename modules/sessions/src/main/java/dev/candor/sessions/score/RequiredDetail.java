package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What an event's details must say to count, all of it.
 *
 * @param members name and value; numbers are compared by value
 */
record RequiredDetail(SortedMap<String, JsonValue> members) {
    /** What a file demands; nothing when it says nothing. */
    static RequiredDetail of(Optional<ObjectValue> detail) {
        SortedMap<String, JsonValue> canonical = new TreeMap<>();
        detail.ifPresent(
                object -> object.members().forEach((name, value) -> canonical.put(name, CanonicalJson.normal(value))));
        return new RequiredDetail(canonical);
    }

    /** What is wrong with the details, as the end of a sentence; empty when they say it all. */
    Optional<String> mismatch(Function<String, Optional<JsonValue>> details) {
        for (Map.Entry<String, JsonValue> needed : members.entrySet()) {
            String name = needed.getKey();
            JsonValue value = needed.getValue();
            Optional<JsonValue> found = details.apply(name).map(CanonicalJson::normal);
            if (found.isEmpty()) {
                return Optional.of(name + " is missing, which must be " + CanonicalJson.text(value));
            }
            if (!found.get().equals(value)) {
                String shown = ScoreText.shown(found.get());
                return Optional.of(name + " is " + shown + " instead of " + CanonicalJson.text(value));
            }
        }
        return Optional.empty();
    }
}
