package dev.candor.eventlog;

import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonToken;

/** Tells rows from what damage made of them: a row is one strict JSON object. Not for two threads. */
final class RowCheck {
    private final JsonReader reader = new JsonReader();

    boolean isRow(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] != '{' || bytes[to - 1] != '}') {
            return false;
        }
        try {
            reader.over(bytes, from, to);
            while (reader.next() != JsonToken.END) {
                // every token is checked as it is read
            }
            return true;
        } catch (JsonSyntaxException damaged) {
            return false;
        }
    }
}
