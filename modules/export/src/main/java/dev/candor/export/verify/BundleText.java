package dev.candor.export.verify;

import dev.candor.export.verify.Differences.Code;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonToken;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads the JSON of a bundle, in any layout: its members without the events, and each event, which is checked. */
final class BundleText {
    /** More than the largest session, and the report of a rubric with 1,000 objectives, each with 20 ids of 1,024 characters. */
    static final int MAX_BYTES = 96 << 20;
    /** How many values there may be beside the events: in memory a short one takes a multiple of its bytes. */
    static final int MAX_VALUES = 1 << 19;

    private static final int PROGRESS_EVERY = 1 << 10;

    private final String file;
    private final Differences differences;
    private final ContractRules rules = ContractRules.shipped(Contract.SESSION);
    // an event may nest as deep as one that is a text of its own
    private final JsonReader reader = new JsonReader(JsonReader.MAX_DEPTH + 2);
    private final Map<String, JsonValue> members = new LinkedHashMap<>();
    private final SessionEvents.Builder events = new SessionEvents.Builder();
    private final Map<String, Integer> places = new HashMap<>();
    private Optional<SessionEvent> first = Optional.empty();
    private Optional<SessionEvent> last = Optional.empty();
    private int count;
    private int values;
    private long bytes;
    private boolean areAllEvents = true;

    /** Has read nothing yet. */
    BundleText(String file, Differences differences) {
        this.file = file;
        this.differences = differences;
    }

    /**
     * Reads a file.
     *
     * @param progress takes how many events were read
     * @throws BrokenTextException when it is not one strict JSON object
     */
    void read(Path path, LongConsumer progress) throws IOException {
        byte[] json = Input.regularFile(path, MAX_BYTES)
                .orElseThrow(() -> new BrokenTextException("it has more than " + MAX_BYTES + " bytes"));
        int begin = LineScanner.byteOrderMark(json, 0, json.length);
        try {
            read(json, begin, progress);
        } catch (JsonSyntaxException e) {
            throw new BrokenTextException(e.sentence() + " (byte " + (begin + e.offset() + 1) + ")");
        }
        progress.accept(count);
        if (count == 0 || !isWithinBounds()) {
            String bounds = SessionEvents.MAX_EVENTS + " events of " + SessionEvents.MAX_BYTES + " bytes together";
            String found = ", found " + count + " of " + bytes + " bytes";
            differences.add(Code.FORM, file, "/events", "a session has one event, and at most " + bounds + found);
        }
    }

    private void read(byte[] json, int begin, LongConsumer progress) throws BrokenTextException {
        if (reader.over(json, begin, json.length).next() != JsonToken.OBJECT_START) {
            throw new BrokenTextException("it is another JSON value");
        }
        while (reader.next() == JsonToken.NAME) {
            String name = reader.text();
            int from = begin + reader.offset();
            if (reader.next() == JsonToken.ARRAY_START && name.equals("events")) {
                while (reader.next() != JsonToken.ARRAY_END) {
                    boolean isObject = reader.token() == JsonToken.OBJECT_START;
                    int start = begin + reader.offset() - 1;
                    reader.skipValue();
                    take(json, isObject ? start : begin + reader.offset(), begin + reader.offset());
                    if (count % PROGRESS_EVERY == 0) {
                        progress.accept(count);
                    }
                }
                members.put(name, JsonValue.of(List.of()));
            } else {
                skip();
                members.put(name, JsonValue.parse(json, from, begin + reader.offset()));
            }
        }
        reader.next();
    }

    private void skip() throws BrokenTextException {
        boolean isOpen = reader.token() == JsonToken.OBJECT_START || reader.token() == JsonToken.ARRAY_START;
        int outside = reader.depth() - (isOpen ? 1 : 0);
        for (; reader.depth() > outside; values++) {
            reader.next();
        }
        if (values > MAX_VALUES) {
            throw new BrokenTextException("there are more than " + MAX_VALUES + " values beside the events");
        }
    }

    private boolean isWithinBounds() {
        return count <= SessionEvents.MAX_EVENTS && bytes <= SessionEvents.MAX_BYTES;
    }

    private void take(byte[] json, int from, int to) {
        String pointer = "/events/" + count++;
        bytes += to - from;
        if (!isWithinBounds()) {
            return;
        }
        if (from == to) {
            refuse(pointer, Finding.notAnObject());
        } else if (to - from > LineScanner.MAX_LINE_BYTES) {
            refuse(pointer, Finding.overlong());
        } else {
            ObjectValue row = (ObjectValue) JsonValue.parse(json, from, to);
            List<Finding> refusals = rules.check(row, json, from, to).stream()
                    .filter(finding -> finding.severity() == Severity.REFUSAL)
                    .toList();
            refusals.forEach(finding -> refuse(pointer, finding));
            if (refusals.isEmpty()) {
                SessionEvent event = SessionEvent.of((ObjectValue) CanonicalJson.normal(row));
                compare(pointer, event);
                events.add(event, json, from, to);
            }
        }
    }

    private void refuse(String pointer, Finding finding) {
        areAllEvents = false;
        String sentence = "the event breaks the contract of sessions: " + finding.sentence();
        differences.add(Code.EVENTS, file, pointer + finding.pointer(), sentence + " [" + finding.code() + "]");
    }

    private void compare(String pointer, SessionEvent event) {
        SessionEvent begin = first.orElse(event);
        first = Optional.of(begin);
        for (String name : List.of("session_id", "participant_id")) {
            Optional<JsonValue> expected = begin.row().member(name);
            if (!expected.equals(event.row().member(name))) {
                String why = "the event is of another " + name.replace("_id", "") + " than the first one";
                differences.add(
                        Code.EVENTS,
                        file,
                        pointer + "/" + name,
                        expected,
                        event.row().member(name),
                        why);
            }
        }
        String id = Differences.shown(event.id());
        Integer before = places.putIfAbsent(event.id(), count - 1);
        if (before != null) {
            String why = "the id stands at /events/" + before + " already; an id names one event";
            differences.add(Code.EVENTS, file, pointer + "/event_id", "", id, why);
        } else if (last.filter(earlier -> event.compareTo(earlier) < 0).isPresent()) {
            SessionEvent earlier = last.get();
            String why = "the event " + id + " of " + event.timestamp() + " stands after "
                    + Differences.shown(earlier.id()) + " of " + earlier.timestamp()
                    + "; events stand by time, those of the same time by the bytes of their ids";
            differences.add(Code.EVENTS, file, pointer, why);
        }
        last = Optional.of(event);
    }

    /** All members that were read, the array of events without its items. */
    ObjectValue header() {
        return new ObjectValue(members);
    }

    /** How many events there are. */
    int count() {
        return count;
    }

    /** All events in order; empty, and told, when one of them is none, or there are none or too many. */
    Optional<SessionEvents> events() {
        return areAllEvents && !events.isEmpty() && isWithinBounds() ? Optional.of(events.build()) : Optional.empty();
    }
}
