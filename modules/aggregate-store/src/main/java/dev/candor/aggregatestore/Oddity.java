package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;

/** Values of the shared file that make no sense, in sentences. */
final class Oddity {
    private static final int LONGEST = 60;

    private Oddity() {}

    static String shown(JsonValue value) {
        String json = JsonWriter.compact(value);
        return json.length() > LONGEST ? json.substring(0, LONGEST) + "…" : json;
    }
}
