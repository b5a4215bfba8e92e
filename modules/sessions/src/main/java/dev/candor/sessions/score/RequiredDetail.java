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
    RequiredDetail {
        SortedMap<String, JsonValue> canonical = new TreeMap<>();
        members.forEach((name, value) -> canonical.put(name, CanonicalJson.normal(value)));
        members = canonical;
    }

    static RequiredDetail of(ObjectValue object) {
        return new RequiredDetail(new TreeMap<>(object.members()));
    }

    /** What is wrong with the details, as the end of a sentence; empty when they say it all. */
    Optional<String> mismatch(Function<String, Optional<JsonValue>> details) {
        for (Map.Entry<String, JsonValue> needed : members.entrySet()) {
            Optional<JsonValue> found = details.apply(needed.getKey()).map(CanonicalJson::normal);
            if (found.isEmpty()) {
                return Optional.of(
                        needed.getKey() + " is missing, which must be " + CanonicalJson.text(needed.getValue()));
            }
            if (!found.get().equals(needed.getValue())) {
                return Optional.of(needed.getKey() + " is " + Words.shown(found.get()) + " instead of "
                        + CanonicalJson.text(needed.getValue()));
            }
        }
        return Optional.empty();
    }
}
