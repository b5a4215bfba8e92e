package dev.candor.app.mcp;

import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The calls under way that a client can cancel by the id of their request. Safe for concurrent use. */
final class CallsById {
    private final Map<Key, List<Cancellation>> calls = new HashMap<>();
    private boolean closed;

    /**
     * Who made a request, and under which id.
     *
     * @param client whatever tells clients apart, as far as anything does
     */
    record Key(String client, JsonValue id) {}

    /** Remembers a call; returns whether it is the only one of that key. Once all were cancelled, so is this one. */
    boolean add(Key key, Cancellation call) {
        boolean tooLate;
        boolean alone;
        synchronized (this) {
            List<Cancellation> known = calls.getOrDefault(key, List.of());
            calls.put(key, Stream.concat(known.stream(), Stream.of(call)).toList());
            alone = known.isEmpty();
            tooLate = closed;
        }
        if (tooLate) {
            call.cancel();
        }
        return alone;
    }

    synchronized void remove(Key key, Cancellation call) {
        List<Cancellation> left = calls.getOrDefault(key, List.of()).stream()
                .filter(known -> known != call)
                .toList();
        if (left.isEmpty()) {
            calls.remove(key);
        } else {
            calls.put(key, left);
        }
    }

    /** Cancels the call of that key; when there are several, nobody knows which is meant, and none is cancelled. */
    void cancel(Key key) {
        List<Cancellation> meant;
        synchronized (this) {
            meant = calls.getOrDefault(key, List.of());
        }
        if (meant.size() == 1) {
            meant.getFirst().cancel();
        }
    }

    /** Cancels all, also those that come later. */
    void cancelAll() {
        List<Cancellation> all;
        synchronized (this) {
            closed = true;
            all = calls.values().stream().flatMap(List::stream).toList();
        }
        all.forEach(Cancellation::cancel);
    }
}
