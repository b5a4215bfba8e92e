package dev.candor.sessions.event;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFile;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.schema.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads the events of one session; those that are there twice word for word count once. Not for two threads at a time. */
public final class SessionLoader {
    private final String sessionId;
    private final int maxEvents;
    private final long maxBytes;
    private final ContractRules rules = ContractRules.shipped(Contract.SESSION);
    private final SessionEvents.Builder events = new SessionEvents.Builder();
    private final Map<String, SortableEvent> byId = new HashMap<>();
    private Optional<SessionEvent> first = Optional.empty();
    private long totalBytes;
    private long repeated;
    private long ofOthers;

    /** Has read nothing yet. */
    public SessionLoader(String sessionId) {
        this(sessionId, SessionEvents.MAX_EVENTS, SessionEvents.MAX_BYTES);
    }

    SessionLoader(String sessionId, int maxEvents, long maxBytes) {
        this.sessionId = sessionId;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /**
     * The session's events.
     *
     * @param from a file of rows to read instead of the log
     * @param progress takes how many rows were read
     * @throws ToolException {@code session-not-found}, {@code session-contradicts}, {@code session-too-large},
     *     {@code events-invalid}
     */
    public SessionEvents events(EventLog log, Optional<RowFile> from, LongConsumer progress)
            throws ToolException, IOException {
        if (from.isPresent()) {
            SessionRows.ofFile(from.get(), this::takeOfFile, progress);
        } else {
            // rows of the log are canonical: the id is written in one way
            byte[] id = CanonicalJson.text(JsonValue.of(sessionId)).getBytes(StandardCharsets.UTF_8);
            SessionRows.ofLog(log, id, this::takeOfLog, progress);
        }
        if (events.isEmpty()) {
            throw new ToolException(
                    Kind.NOT_FOUND,
                    "session-not-found",
                    "there is no event of the session " + quoted(sessionId)
                            + from.map(file -> " in " + file.path() + "; 'candor sessions --from " + file.path() + "'")
                                    .orElse(" in the log; 'candor sessions'")
                            + " lists the sessions there are");
        }
        byId.clear();
        return events.build();
    }

    private void takeOfFile(ObjectValue row, byte[] bytes, int from, int to, SessionRows.Place place)
            throws ToolException {
        take(row, place, isOfSession(row) ? SessionRows.fault(rules, row, bytes, from, to) : Optional.empty());
    }

    /** What the log has was checked when it was accepted; a rule that is stricter since does not make it unusable. */
    private void takeOfLog(ObjectValue row, byte[] bytes, int from, int to, SessionRows.Place place)
            throws ToolException {
        take(
                row,
                place,
                SessionEvent.isUsable(row) ? SessionRows.longId(row) : SessionRows.fault(rules, row, bytes, from, to));
    }

    private boolean isOfSession(ObjectValue row) {
        return SessionRows.sessionOf(row).equals(Optional.of(sessionId));
    }

    private void take(ObjectValue row, SessionRows.Place place, Optional<Finding> fault) throws ToolException {
        if (!isOfSession(row)) {
            ofOthers++;
            return;
        }
        if (fault.isPresent()) {
            throw SessionRows.invalid(place, fault.get());
        }
        SessionEvent event = SessionEvent.of((ObjectValue) CanonicalJson.normal(row));
        SortableEvent sortable = new SortableEvent(event);
        if (sortable.length() > LineScanner.MAX_LINE_BYTES) {
            throw SessionRows.invalid(place, Finding.overlong());
        }
        add(event, sortable);
    }

    private void add(SessionEvent event, SortableEvent sortable) throws ToolException {
        SortableEvent before = byId.putIfAbsent(event.id(), sortable);
        if (before != null) {
            if (!before.equals(sortable)) {
                throw contradiction(before, sortable);
            }
            repeated++;
            return;
        }
        mustBeOfOneParticipant(event);
        totalBytes += sortable.length();
        events.add(event, sortable);
        if (events.count() > maxEvents || totalBytes > maxBytes) {
            throw tooLarge();
        }
    }

    private void mustBeOfOneParticipant(SessionEvent event) throws ToolException {
        SessionEvent other = first.orElse(event);
        first = Optional.of(other);
        if (!event.participantId().equals(other.participantId())) {
            throw new ToolException(
                    Kind.REFUSED,
                    "session-contradicts",
                    "a session has one participant, but in " + quoted(sessionId) + " the event " + quoted(other.id())
                            + " is of " + quoted(other.participantId()) + " and " + quoted(event.id()) + " of "
                            + quoted(event.participantId()) + "; give the sessions ids of their own");
        }
    }

    private static ToolException contradiction(SortableEvent one, SortableEvent other) {
        SessionEvent earlier = (one.compareTo(other) < 0 ? one : other).event();
        SessionEvent later = (one.compareTo(other) < 0 ? other : one).event();
        return new ToolException(
                Kind.REFUSED,
                "session-contradicts",
                "an event id names one event, but " + quoted(later.id()) + " stands twice in the session "
                        + quoted(later.sessionId()) + " with different content: " + shown(earlier) + ", and "
                        + shown(later) + "; find out which one is right and export without the other");
    }

    private static String shown(SessionEvent event) {
        return event.type() + " (" + event.outcome() + ") at " + event.timestamp();
    }

    private ToolException tooLarge() {
        return new ToolException(
                Kind.REFUSED,
                "session-too-large",
                String.format(
                        Locale.ROOT,
                        "a session has at most %,d events of %,d bytes together, but of %s there are more: found %,d events of"
                                + " %,d bytes and stopped; split it into sessions with ids of their own",
                        maxEvents,
                        maxBytes,
                        quoted(sessionId),
                        events.count(),
                        totalBytes));
    }

    private static String quoted(String text) {
        return CanonicalJson.text(JsonValue.of(text));
    }

    /** What an export should say of the rows, a sentence each; it depends on where they were read from. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (repeated > 0) {
            notes.add(Wording.count(repeated, "row")
                    + " told an event a second time, word for word; each event counts once.");
        }
        if (ofOthers > 0) {
            notes.add(
                    Wording.count(ofOthers, "row")
                            + " of other sessions or contracts stood between the events, and no part of the bundle came of them.");
        }
        return notes;
    }
}
