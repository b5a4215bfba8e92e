package dev.candor.sessions;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What is found of one session: the same for a short one and a long one. */
final class SessionSum {
    private final ScenarioVocabulary words;
    private final String sessionId;
    private final long events;
    private final long failed;
    private final long firstUs;
    private final long lastUs;
    private final BitSet fitting;
    private final BitSet ended = new BitSet();
    private @Nullable Moment first;
    private @Nullable Moment last;

    /** An event as the first or the last one of a session, in the order that bundles have. */
    private record Moment(Instant at, String id, String timestamp, String participantId, String phase)
            implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            int order = at.compareTo(other.at);
            return order == 0
                    ? Arrays.compareUnsigned(
                            id.getBytes(StandardCharsets.UTF_8), other.id.getBytes(StandardCharsets.UTF_8))
                    : order;
        }
    }

    /**
     * A session with so many events.
     *
     * @param firstUs when its first event was, in microseconds since 1970
     */
    SessionSum(ScenarioVocabulary words, String sessionId, long events, long failed, long firstUs, long lastUs) {
        this.words = words;
        this.sessionId = sessionId;
        this.events = events;
        this.failed = failed;
        this.firstUs = firstUs;
        this.lastUs = lastUs;
        this.fitting = words.all();
    }

    String sessionId() {
        return sessionId;
    }

    long firstUs() {
        return firstUs;
    }

    long lastUs() {
        return lastUs;
    }

    /** Adds the words of some of its events. */
    void addWords(String phase, String type) {
        words.retainKnowing(fitting, phase, type);
        words.addEnded(ended, fitting, phase, type);
    }

    /** Adds an event that may be the first or the last one. */
    void addEnd(String eventId, String timestamp, String participantId, String phase) {
        Moment moment =
                new Moment(OffsetDateTime.parse(timestamp).toInstant(), eventId, timestamp, participantId, phase);
        if (first == null || moment.compareTo(first) < 0) {
            first = moment;
        }
        if (last == null || moment.compareTo(last) > 0) {
            last = moment;
        }
    }

    private static Moment known(@Nullable Moment moment) {
        if (moment == null) {
            throw new IllegalStateException("nothing is known of a session without events");
        }
        return moment;
    }

    SessionList.Summary summary() {
        Moment from = known(first);
        Moment to = known(last);
        return new SessionList.Summary(
                sessionId,
                from.participantId,
                words.only(fitting),
                fitting.cardinality() == 1 && ended.intersects(fitting) ? "complete" : "open",
                to.phase,
                events,
                failed,
                from.timestamp,
                to.timestamp);
    }
}
