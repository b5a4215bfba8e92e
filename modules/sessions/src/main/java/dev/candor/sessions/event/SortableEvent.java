package dev.candor.sessions.event;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** An event as it is kept in memory: its JSON, and what puts it in order. */
final class SortableEvent implements Comparable<SortableEvent> {
    private final Instant at;
    private final String id;
    private final byte[] json;
    private final int from;
    private final int to;

    /** An event; its canonical JSON in UTF-8 is written anew. */
    SortableEvent(SessionEvent event) {
        this(event, CanonicalJson.text(event.row()).getBytes(StandardCharsets.UTF_8));
    }

    private SortableEvent(SessionEvent event, byte[] json) {
        this(event, json, 0, json.length);
    }

    private SortableEvent(SessionEvent event, byte[] json, int from, int to) {
        this.at = event.at();
        this.id = event.id();
        this.json = json;
        this.from = from;
        this.to = to;
    }

    /** An event that was read from {@code json[from, to)}, which is kept instead of a copy where it is canonical. */
    static SortableEvent of(SessionEvent event, byte[] json, int from, int to) {
        SortableEvent written = new SortableEvent(event);
        return Arrays.equals(written.json, 0, written.json.length, json, from, to)
                ? new SortableEvent(event, json, from, to)
                : written;
    }

    SessionEvent event() {
        return new SessionEvent((ObjectValue) JsonValue.parse(json, from, to), at);
    }

    /** Takes its canonical JSON. */
    void visit(SessionEvents.LineVisitor visitor) throws IOException {
        visitor.line(json, from, to);
    }

    int length() {
        return to - from;
    }

    /** By time, then the UTF-8 bytes of the id, then content. */
    @Override
    public int compareTo(SortableEvent other) {
        int order = SessionEvent.order(at, id, other.at, other.id);
        return order == 0 ? Arrays.compareUnsigned(json, from, to, other.json, other.from, other.to) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SortableEvent event && compareTo(event) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + at.hashCode();
    }
}
