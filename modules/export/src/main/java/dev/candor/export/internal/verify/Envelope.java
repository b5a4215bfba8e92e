package dev.candor.export.internal.verify;

import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the JSON of a bundle says beside its events, in whatever layout and order.
 *
 * @param members all but the array of events
 * @param hasEvents whether there is an array of events
 * @param isMarked whether the file begins with a byte order mark
 */
record Envelope(ObjectValue members, boolean hasEvents, boolean isMarked) {
    /** The name of the array of events. */
    static final String EVENTS = "events";

    /**
     * How much there may be beside the events, in bytes: more than the report of a rubric with 1,000 objectives, each with
     * 20 ids of 1,024 characters as evidence, and 1,000 critical errors.
     */
    static final int MAX_BYTES = 1 << 26;

    /** How many values that may be: in memory a short one takes a multiple of its bytes. */
    static final int MAX_VALUES = 1 << 19;

    /**
     * Reads a file to its end.
     *
     * @throws BrokenTextException when it is not one JSON object with each name once
     */
    static Envelope read(Path file) throws IOException, BrokenTextException {
        try (InputStream in = Files.newInputStream(file)) {
            ValueScanner values = new ValueScanner(in, MAX_BYTES);
            Reading reading = new Reading(values);
            reading.object();
            return new Envelope(new ObjectValue(reading.members), reading.hasEvents, values.hasByteOrderMark());
        }
    }

    private static final class Reading {
        private final ValueScanner values;
        private final Map<String, JsonValue> members = new LinkedHashMap<>();
        private boolean hasEvents;
        private long kept;
        private long count;

        private Reading(ValueScanner values) {
            this.values = values;
        }

        private void object() throws IOException, BrokenTextException {
            if (values.next() != '{') {
                throw values.broken("expected the JSON object of a bundle");
            }
            int c = values.next();
            while (c != '}') {
                String name = name(values, c);
                kept += values.length();
                c = member(name);
                if (c == ',') {
                    c = values.next();
                    if (c == '}') {
                        throw values.broken("expected a name behind ','");
                    }
                } else if (c != '}') {
                    throw values.broken("expected ',' or '}' behind the member " + Differences.shown(name));
                }
            }
            if (values.next() >= 0) {
                throw values.broken("text follows the end of the object");
            }
        }

        private int member(String name) throws IOException, BrokenTextException {
            if (members.containsKey(name) || (hasEvents && name.equals(EVENTS))) {
                throw values.broken("the name " + Differences.shown(name) + " stands twice in the object");
            }
            int first = values.next();
            if (name.equals(EVENTS) && first == '[') {
                hasEvents = true;
                return values.skip(first, '}', () -> "the array of events");
            }
            int behind = values.value(first, '}', () -> "the member " + Differences.shown(name));
            kept += values.length();
            if (kept > MAX_BYTES) {
                throw values.broken("there are more than " + MAX_BYTES + " bytes beside the events");
            }
            count += values(values.bytes(), values.length());
            if (count > MAX_VALUES) {
                throw values.broken("there are more than " + MAX_VALUES + " values beside the events");
            }
            members.put(name, parsed(values, "the member " + Differences.shown(name)));
            return behind;
        }
    }

    /** How many values there are at most in a JSON value: one, and one behind each bracket and comma. */
    private static long values(byte[] bytes, int length) {
        long count = 1;
        boolean isText = false;
        for (int i = 0; i < length; i++) {
            switch (bytes[i]) {
                case '"' -> isText = !isText;
                case '\\' -> i++;
                case ',', '[', '{' -> count += isText ? 0 : 1;
                default -> {}
            }
        }
        return count;
    }

    /** Reads a name and the colon behind it. */
    static String name(ValueScanner values, int first) throws IOException, BrokenTextException {
        if (first != '"') {
            throw values.broken("expected a name in double quotes");
        }
        // the string ends at its quote, which is all that may stand before the colon
        int behind = values.value(first, ':', () -> "a name");
        String name = parsed(values, "a name") instanceof StringValue string ? string.text() : "";
        if (behind != ':') {
            throw values.broken("expected ':' behind the name " + Differences.shown(name));
        }
        return name;
    }

    private static JsonValue parsed(ValueScanner values, String what) throws BrokenTextException {
        if (values.isTooLong()) {
            throw values.broken(what + " is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return JsonValue.parse(values.bytes(), 0, values.length());
        } catch (JsonSyntaxException e) {
            throw values.broken(what + " is no JSON: " + e.sentence());
        }
    }
}
