package dev.candor.foundation.json;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds an object, member by member. */
public final class JsonObject {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    /** Adds a member. */
    public JsonObject put(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    /** Adds a text. */
    public JsonObject put(String name, String text) {
        return put(name, JsonValue.of(text));
    }

    /** Adds a whole number. */
    public JsonObject put(String name, long number) {
        return put(name, JsonValue.of(number));
    }

    /** Adds true or false. */
    public JsonObject put(String name, boolean value) {
        return put(name, JsonValue.of(value));
    }

    /** Adds an array. */
    public JsonObject put(String name, List<? extends JsonValue> items) {
        return put(name, JsonValue.of(items));
    }

    /** The object with the members that were added, in their order. */
    public ObjectValue object() {
        return new ObjectValue(members);
    }
}
