package dev.candor.export.internal.session;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of a session's events, whatever the order in which they come. */
final class Census {
    private static final long MAX_ROWS = 5_000_000;
    private static final int MAX_WORDS = 10_000;
    private static final Comparator<SessionEvent> ORDER =
            Comparator.comparing(SessionEvent::at).thenComparing(event -> Frame.of(event, new byte[0]));

    private final String sessionId;
    private final SortedSet<String> phases = new TreeSet<>();
    private final SortedSet<String> types = new TreeSet<>();
    private @Nullable SessionEvent first;
    private @Nullable SessionEvent last;
    private long rows;

    Census(String sessionId) {
        this.sessionId = sessionId;
    }

    /** Takes the next event. */
    void add(SessionEvent event) throws ToolException {
        rows++;
        if (rows > MAX_ROWS) {
            throw tooLarge("rows", MAX_ROWS);
        }
        if (first != null && !event.participantId().equals(first.participantId())) {
            throw new ToolException(
                    Kind.REFUSED,
                    "session-contradicts",
                    "a session has one participant, but in " + EventSorter.quoted(sessionId) + " the event "
                            + EventSorter.quoted(first.id()) + " is of " + EventSorter.quoted(first.participantId())
                            + " and " + EventSorter.quoted(event.id()) + " of "
                            + EventSorter.quoted(event.participantId()) + "; give the sessions ids of their own");
        }
        if (first == null || ORDER.compare(event, first) < 0) {
            first = event;
        }
        if (last == null || ORDER.compare(event, last) > 0) {
            last = event;
        }
        note(phases, event.phase(), "phases");
        note(types, event.type(), "event types");
    }

    private void note(SortedSet<String> words, String word, String what) throws ToolException {
        if (words.add(word) && words.size() > MAX_WORDS) {
            throw tooLarge("different " + what, MAX_WORDS);
        }
    }

    private ToolException tooLarge(String what, long most) {
        return new ToolException(
                Kind.REFUSED,
                "session-too-large",
                "a session has at most " + most + " " + what + ", but " + EventSorter.quoted(sessionId)
                        + " has more; split it into sessions with ids of their own");
    }

    /** How many rows came, an event that is told twice being two. */
    long rows() {
        return rows;
    }

    /** What is known; an event must have come. */
    SessionEvents.Facts facts(long count) {
        if (first == null || last == null) {
            throw new IllegalStateException("nothing is known of a session without events");
        }
        return new SessionEvents.Facts(
                sessionId, first.participantId(), count, first.timestamp(), last.timestamp(), phases, types);
    }
}
