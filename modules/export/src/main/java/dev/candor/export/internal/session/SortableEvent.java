package dev.candor.export.internal.session;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.Arrays;

/** An event as it is kept in memory: its JSON, and what puts it in order. */
final class SortableEvent implements Comparable<SortableEvent> {
    private final Instant at;
    private final String id;
    private final byte[] json;

    /**
     * An event.
     *
     * @param json its canonical JSON in UTF-8, not copied
     */
    SortableEvent(SessionEvent event, byte[] json) {
        this.at = event.at();
        this.id = event.id();
        this.json = json;
    }

    SessionEvent event() {
        return new SessionEvent(ObjectValue.parse(json), at);
    }

    /** Its canonical JSON in UTF-8, not copied. */
    byte[] json() {
        return json;
    }

    /** By time, then the UTF-8 bytes of the id, then content. */
    @Override
    public int compareTo(SortableEvent other) {
        int order = SessionEvent.order(at, id, other.at, other.id);
        return order == 0 ? Arrays.compareUnsigned(json, other.json) : order;
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
