package dev.candor.export.internal.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What a table remembers of one session: the same for a short one and a long one. */
final class SessionSum {
    private final ScenarioWords words;
    private final BitSet fitting;
    private final BitSet ended = new BitSet();
    private @Nullable Moment first;
    private @Nullable Moment last;
    private long events;
    private long failed;

    /** An event as the first or the last one of a session, in the order that bundles have. */
    private record Moment(Instant at, String id, String timestamp, String participantId, String phase)
            implements Comparable<Moment> {
        static Moment of(SessionEvent event) {
            return new Moment(event.at(), event.id(), event.timestamp(), event.participantId(), event.phase());
        }

        @Override
        public int compareTo(Moment other) {
            int order = at.compareTo(other.at);
            return order == 0
                    ? Arrays.compareUnsigned(
                            id.getBytes(StandardCharsets.UTF_8), other.id.getBytes(StandardCharsets.UTF_8))
                    : order;
        }
    }

    SessionSum(ScenarioWords words) {
        this.words = words;
        this.fitting = words.all();
    }

    void add(SessionEvent event) {
        events++;
        failed += event.outcome().equals("fail") ? 1 : 0;
        words.retainKnowing(fitting, event.phase(), event.type());
        words.addEnded(ended, fitting, event.phase(), event.type());
        Moment moment = Moment.of(event);
        if (first == null || moment.compareTo(first) < 0) {
            first = moment;
        }
        if (last == null || moment.compareTo(last) > 0) {
            last = moment;
        }
    }

    /** When its last event was; there must be one. */
    Instant lastAt() {
        return known(last).at;
    }

    private static Moment known(@Nullable Moment moment) {
        if (moment == null) {
            throw new IllegalStateException("nothing is known of a session without events");
        }
        return moment;
    }

    SessionTable.Row row(String sessionId) {
        Moment from = known(first);
        Moment to = known(last);
        return new SessionTable.Row(
                sessionId,
                from.participantId,
                words.only(fitting),
                fitting.cardinality() == 1 && ended.intersects(fitting),
                to.phase,
                events,
                failed,
                from.timestamp,
                to.timestamp);
    }
}
