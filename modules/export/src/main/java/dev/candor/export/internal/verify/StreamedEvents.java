package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.SessionEvent;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;

/** The events of a bundle that were all found valid, read from its JSON each time. */
final class StreamedEvents implements SessionEvents {
    private final Path json;
    private final Facts facts;

    StreamedEvents(Path json, Facts facts) {
        this.json = json;
        this.facts = facts;
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
    public void close() {
        // each visit closes what it opened
    }
}
