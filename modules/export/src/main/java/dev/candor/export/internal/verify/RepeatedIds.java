package dev.candor.export.internal.verify;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks a second time at ids that probably stand twice. */
final class RepeatedIds {
    private RepeatedIds() {}

    /** Tells each place behind the first at which one of these ids stands. */
    static void tell(Path json, String file, Set<String> suspects, Differences differences) throws IOException {
        if (suspects.isEmpty()) {
            return;
        }
        Map<String, Long> firstPlaces = new HashMap<>();
        try (EventStream events = EventStream.open(json)) {
            while (events.next()) {
                Optional<String> id = id(events).filter(suspects::contains);
                if (id.isPresent()) {
                    Long before = firstPlaces.putIfAbsent(id.get(), events.number());
                    if (before != null) {
                        differences.add(
                                Code.EVENT_ID_TWICE,
                                file,
                                EventCheck.pointer(events.number()) + "/event_id",
                                "",
                                Differences.shown(id.get()),
                                "the id stands at " + EventCheck.pointer(before) + " already; an id names one event");
                    }
                }
            }
        }
    }

    private static Optional<String> id(EventStream events) {
        try {
            return JsonValue.parse(events.bytes(), 0, events.length()) instanceof ObjectValue row
                    ? row.text("event_id")
                    : Optional.empty();
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }
}
