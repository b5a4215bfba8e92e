package dev.candor.export.internal.verify;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The JSON of a bundle in memory, in any layout: what it says beside its events is read, and where each event stands is
 * known. An event may nest as deep as one that is a text of its own, so events are read one by one.
 */
final class BundleText {
    /** More than the largest session, and the report of a rubric with 1,000 objectives, each with 20 ids of 1,024 characters. */
    static final int MAX_BYTES = 96 << 20;
    /** How many values there may be beside the events: in memory a short one takes a multiple of its bytes. */
    static final int MAX_VALUES = 1 << 19;

    private static final byte[] EVENTS = {'"', 'e', 'v', 'e', 'n', 't', 's', '"'};

    private final byte[] json;
    private final int events;
    private final ObjectValue header;

    private BundleText(byte[] json) throws IOException {
        this.json = json;
        this.events = findEvents();
        this.header = readHeader();
    }

    /**
     * Reads a file.
     *
     * @throws BrokenTextException when it is not one JSON object with each name once, apart from what its events are
     */
    static BundleText read(Path file) throws IOException {
        return new BundleText(Input.regularFile(file, MAX_BYTES)
                .orElseThrow(() -> new BrokenTextException("it has more than " + MAX_BYTES + " bytes")));
    }

    /** All members, the array of events without its items. */
    ObjectValue header() {
        return header;
    }

    /** Takes the events, each {@code json[from, to)} with the space around it. */
    interface Visitor {
        void event(byte[] json, int from, int to) throws IOException;
    }

    /** Visits all events. */
    void forEach(Visitor visitor) throws IOException {
        if (events >= 0) {
            split(visitor);
        }
    }

    private ObjectValue readHeader() throws IOException {
        int end = events < 0 ? json.length : split((bytes, from, to) -> {});
        int begin = events < 0 ? json.length : events;
        byte[] text = Arrays.copyOf(json, begin + json.length - end);
        System.arraycopy(json, end, text, begin, json.length - end);
        mustBeFew(text);
        int from = LineScanner.byteOrderMark(text, 0, text.length);
        try {
            if (JsonValue.parse(text, from, text.length) instanceof ObjectValue object) {
                return object;
            }
            throw new BrokenTextException("it is another JSON value");
        } catch (JsonSyntaxException e) {
            int at = from + e.offset();
            throw new BrokenTextException(
                    e.sentence() + " (byte " + (at < begin ? at + 1 : at + 1 + end - begin) + ")");
        }
    }

    private static void mustBeFew(byte[] text) throws IOException {
        int values = 0;
        for (int at = 0; at < text.length; at++) {
            switch (text[at]) {
                case '"' -> at = endOfText(text, at);
                case ',', '[', '{' -> values++;
                default -> {}
            }
        }
        if (values > MAX_VALUES) {
            throw new BrokenTextException("there are more than " + MAX_VALUES + " values beside the events");
        }
    }

    /** Where the first item of the array of events may begin; negative when there is no such array. */
    private int findEvents() {
        int depth = 0;
        for (int at = 0; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> {
                    int end = endOfText(json, at);
                    int colon = afterSpace(end + 1);
                    int open = afterSpace(colon + 1);
                    if (depth == 1
                            && Arrays.equals(json, at, Math.min(end + 1, json.length), EVENTS, 0, EVENTS.length)
                            && isAt(colon, ':')
                            && isAt(open, '[')) {
                        return open + 1;
                    }
                    at = end;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
        }
        return -1;
    }

    /** Returns where the array of events ends. */
    private int split(Visitor visitor) throws IOException {
        int depth = 0;
        int from = events;
        for (int at = events; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> at = endOfText(json, at);
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        if (from > events || afterSpace(from) < at) {
                            visitor.event(json, from, at);
                        }
                        return at;
                    }
                    depth--;
                }
                case ',' -> {
                    if (depth == 0) {
                        visitor.event(json, from, at);
                        from = at + 1;
                    }
                }
                default -> {}
            }
        }
        throw new BrokenTextException("the array of events has no end");
    }

    private static int endOfText(byte[] json, int quote) {
        int at = quote + 1;
        while (at < json.length && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private int afterSpace(int from) {
        int at = from;
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
        return at;
    }

    private boolean isAt(int at, char c) {
        return at < json.length && json[at] == c;
    }
}
