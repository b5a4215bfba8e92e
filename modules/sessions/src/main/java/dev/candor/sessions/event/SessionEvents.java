package dev.candor.sessions.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * The events of one session in their one order: by time, those of the same time by the UTF-8 bytes of their ids. There is at
 * least one.
 */
public final class SessionEvents {
    /** How many events a session has at most. */
    public static final int MAX_EVENTS = 200_000;
    /** How many bytes of JSON they have at most. */
    public static final long MAX_BYTES = 64L << 20;

    private static final int PROGRESS_EVERY = 4096;

    private final Facts facts;
    private final List<SortableEvent> events;
    private final LongConsumer progress;

    private SessionEvents(Facts facts, List<SortableEvent> events, LongConsumer progress) {
        this.facts = facts;
        this.events = events;
        this.progress = progress;
    }

    /** Takes events in order. */
    public interface Visitor {
        void event(SessionEvent event) throws IOException;
    }

    /** Takes events in order as they are written. */
    public interface LineVisitor {
        /** One event, {@code json[from, to)}, as canonical JSON in UTF-8; not to be changed. */
        void line(byte[] json, int from, int to) throws IOException;
    }

    /**
     * What is known of the events as a whole.
     *
     * @param sessionId of all of them
     * @param participantId of all of them
     * @param count how many there are
     * @param first the timestamp of the first one, as it was written
     * @param last the timestamp of the last one, as it was written
     * @param phases the phases that they name
     * @param types the event types that they name
     */
    public record Facts(
            String sessionId,
            String participantId,
            long count,
            String first,
            String last,
            SortedSet<String> phases,
            SortedSet<String> types) {}

    /** What is known of the events as a whole. */
    public Facts facts() {
        return facts;
    }

    /** The same events; each visit tells now and then, and at its end, how many were visited. */
    public SessionEvents counting(LongConsumer visited) {
        return new SessionEvents(facts, events, visited);
    }

    /** Visits all events, from the first; may be called again. */
    public void forEach(Visitor visitor) throws IOException {
        visit(event -> visitor.event(event.event()));
    }

    /** As {@link #forEach}, for who only writes them: what is canonical already need not be read for that. */
    public void forEachLine(LineVisitor visitor) throws IOException {
        visit(event -> event.visit(visitor));
    }

    private interface Visit {
        void of(SortableEvent event) throws IOException;
    }

    private void visit(Visit visit) throws IOException {
        long visited = 0;
        for (SortableEvent event : events) {
            visit.of(event);
            visited++;
            if (visited % PROGRESS_EVERY == 0 || visited == events.size()) {
                progress.accept(visited);
            }
        }
    }

    /** Collects events in any order; whether they belong together is its caller's to check. */
    public static final class Builder {
        private final List<SortableEvent> events = new ArrayList<>();
        private final SortedSet<String> phases = new TreeSet<>();
        private final SortedSet<String> types = new TreeSet<>();

        /** Adds an event. */
        public void add(SessionEvent event) {
            add(event, new SortableEvent(event));
        }

        /** Adds an event that was read from {@code json[from, to)}, which must not change. */
        public void add(SessionEvent event, byte[] json, int from, int to) {
            add(event, SortableEvent.of(event, json, from, to));
        }

        void add(SessionEvent event, SortableEvent sortable) {
            events.add(sortable);
            phases.add(event.phase());
            types.add(event.type());
        }

        public boolean isEmpty() {
            return events.isEmpty();
        }

        int count() {
            return events.size();
        }

        /** All of them in order; there must be one. */
        public SessionEvents build() {
            List<SortableEvent> sorted = new ArrayList<>(events);
            Collections.sort(sorted);
            SessionEvent first = sorted.getFirst().event();
            return new SessionEvents(
                    new Facts(
                            first.sessionId(),
                            first.participantId(),
                            sorted.size(),
                            first.timestamp(),
                            sorted.getLast().event().timestamp(),
                            phases,
                            types),
                    sorted,
                    visited -> {});
        }
    }
}
