package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.SessionEvent;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The events of a bundle that were all found valid, read from its JSON each time. */
final class StreamedEvents implements SessionEvents {
    private final Path json;
    private final Facts facts;
    private final boolean areCanonical;

    /**
     * The events of a file.
     *
     * @param areCanonical whether each stands there as an export writes it, so that it need not be parsed to be written
     */
    StreamedEvents(Path json, Facts facts, boolean areCanonical) {
        this.json = json;
        this.facts = facts;
        this.areCanonical = areCanonical;
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        try (EventStream events = EventStream.open(json)) {
            while (events.next()) {
                if (JsonValue.parse(events.bytes(), 0, events.length()) instanceof ObjectValue row) {
                    visitor.event(SessionEvent.of(row));
                }
            }
        }
    }

    @Override
    public void forEachLine(LineVisitor visitor) throws IOException {
        if (!areCanonical) {
            SessionEvents.super.forEachLine(visitor);
            return;
        }
        try (EventStream events = EventStream.open(json)) {
            while (events.next()) {
                visitor.line(Arrays.copyOf(events.bytes(), events.length()));
            }
        }
    }

    @Override
    public void close() {
        // each visit closes what it opened
    }
}
