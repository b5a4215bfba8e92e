package dev.candor.export.verify;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonToken;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of a bundle in memory, in any layout: its members without the events, and where each event stands. */
final class BundleText {
    /** More than the largest session, and the report of a rubric with 1,000 objectives, each with 20 ids of 1,024 characters. */
    static final int MAX_BYTES = 96 << 20;
    /** How many values there may be beside the events: in memory a short one takes a multiple of its bytes. */
    static final int MAX_VALUES = 1 << 19;

    private static final String EVENTS = "events";

    private final byte[] json;
    private final int begin;
    // an event may nest as deep as one that is a text of its own
    private final JsonReader reader = new JsonReader(JsonReader.MAX_DEPTH + 2);
    private final Map<String, JsonValue> members = new LinkedHashMap<>();
    private final List<Span> events = new ArrayList<>();
    private int values;

    /** An event is {@code json[from, to)}. */
    private record Span(int from, int to) {}

    private BundleText(byte[] json) throws BrokenTextException {
        this.json = json;
        this.begin = LineScanner.byteOrderMark(json, 0, json.length);
        try {
            read();
        } catch (JsonSyntaxException e) {
            throw new BrokenTextException(e.sentence() + " (byte " + (begin + e.offset() + 1) + ")");
        }
    }

    /**
     * Reads a file.
     *
     * @throws BrokenTextException when it is not one strict JSON object
     */
    static BundleText read(Path file) throws IOException {
        return new BundleText(Input.regularFile(file, MAX_BYTES)
                .orElseThrow(() -> new BrokenTextException("it has more than " + MAX_BYTES + " bytes")));
    }

    private void read() throws BrokenTextException {
        if (reader.over(json, begin, json.length).next() != JsonToken.OBJECT_START) {
            throw new BrokenTextException("it is another JSON value");
        }
        while (reader.next() == JsonToken.NAME) {
            String name = reader.text();
            int from = begin + reader.offset();
            boolean isEvents = reader.next() == JsonToken.ARRAY_START && name.equals(EVENTS);
            if (isEvents) {
                readEvents();
                members.put(name, JsonValue.of(List.of()));
            } else {
                skip();
                members.put(name, JsonValue.parse(json, from, begin + reader.offset()));
            }
        }
        reader.next();
    }

    private void readEvents() {
        while (reader.next() != JsonToken.ARRAY_END) {
            boolean isObject = reader.token() == JsonToken.OBJECT_START;
            int from = begin + reader.offset() - 1;
            reader.skipValue();
            events.add(isObject ? new Span(from, begin + reader.offset()) : new Span(0, 0));
        }
    }

    private void skip() throws BrokenTextException {
        int outside = reader.depth()
                - (reader.token() == JsonToken.OBJECT_START || reader.token() == JsonToken.ARRAY_START ? 1 : 0);
        for (; reader.depth() > outside; values++) {
            reader.next();
        }
        if (values > MAX_VALUES) {
            throw new BrokenTextException("there are more than " + MAX_VALUES + " values beside the events");
        }
    }

    /** All members, the array of events without its items. */
    ObjectValue header() {
        return new ObjectValue(members);
    }

    /** How many events there are. */
    int count() {
        return events.size();
    }

    /** Takes the events, each {@code json[from, to)}, which is empty for what is no object. */
    interface Visitor {
        void event(int number, byte[] json, int from, int to);
    }

    /** Visits all events. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < events.size(); i++) {
            visitor.event(i, json, events.get(i).from(), events.get(i).to());
        }
    }
}
