package dev.candor.export;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import java.util.List;

/** Events of rows. */
public final class Events {
    private Events() {}

    /** The event of a row. */
    public static SessionEvent event(String row) {
        return SessionEvent.of((ObjectValue) CanonicalJson.normal(JsonValue.parse(row)));
    }

    /** The events of rows of one session. */
    public static SessionEvents events(List<String> rows) {
        SessionEvents.Builder events = new SessionEvents.Builder();
        rows.forEach(row -> events.add(event(row)));
        return events.build();
    }
}
