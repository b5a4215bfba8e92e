package dev.candor.export.internal.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;

/**
 * The events of one session in their one order: by time, those of the same time by the UTF-8 bytes of their ids. There is
 * at least one, no id twice. However many they are, only few are in memory.
 */
public interface SessionEvents extends Closeable {
    /** Takes events in order. */
    interface Visitor {
        void event(SessionEvent event) throws IOException;
    }

    /**
     * What is known of the events as a whole.
     *
     * @param sessionId of all of them
     * @param participantId of all of them
     * @param count how many there are
     * @param last the timestamp of the last one, as it was written
     * @param phases the phases that they name
     * @param types the event types that they name
     */
    record Facts(
            String sessionId,
            String participantId,
            long count,
            String first,
            String last,
            SortedSet<String> phases,
            SortedSet<String> types) {}

    /** What is known of the events as a whole. */
    Facts facts();

    /** Visits all events, from the first; may be called again. */
    void forEach(Visitor visitor) throws IOException;

    /** Takes events in order as they are written. */
    interface LineVisitor {
        /** One event as canonical JSON in UTF-8; not to be changed. */
        void line(byte[] json) throws IOException;
    }

    /** As {@link #forEach}, for who only writes them: what is canonical already need not be read for that. */
    default void forEachLine(LineVisitor visitor) throws IOException {
        forEach(event -> visitor.line(BundleJson.line(event).getBytes(StandardCharsets.UTF_8)));
    }
}
