package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.CodePoints;

/** Values of the shared file that make no sense, in sentences. */
final class Oddity {
    private static final int MAX_QUOTE = 60;

    private Oddity() {}

    static String shown(JsonValue value) {
        String json = JsonWriter.compact(value);
        return CodePoints.exceed(json, MAX_QUOTE) ? CodePoints.first(json, MAX_QUOTE) + "…" : json;
    }
}
