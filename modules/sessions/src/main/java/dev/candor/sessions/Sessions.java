package dev.candor.sessions;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.RowFile;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexSource;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.event.SessionLoader;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** The sessions of a log, or of a file with its rows. Safe for concurrent calls. */
public final class Sessions {
    /** Each is in memory as a whole, see {@link SessionEvents}. */
    private static final int MAX_AT_ONCE = 3;

    private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(2);

    private final EventLog log;
    private final IndexSource index;
    private final ScenarioFolders scenarios;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    /**
     * The sessions of a log of contract {@code session}.
     *
     * @param index that of the log, for lists
     */
    public Sessions(EventLog log, IndexSource index, ScenarioFolders scenarios) {
        this.log = log;
        this.index = index;
        this.scenarios = scenarios;
    }

    /** The same sessions with as many places again: whoever takes long there does not keep the others waiting. */
    public Sessions apart() {
        return new Sessions(log, index, scenarios);
    }

    /**
     * Opens a session; whoever opens it closes it.
     *
     * @param from a file of rows to read instead of the log
     * @param scenario the scenario's id; without it the one that knows all phases and event types of the session
     * @param progress takes how many rows were read, then how many of its events were scored; what it throws ends the
     *     work
     * @throws ToolException {@code session-not-found}, {@code session-contradicts} (an event id twice with different
     *     content, or two participants), {@code session-too-large}, {@code events-invalid} (a line of the file is no session event),
     *     {@code scenario-unknown}, {@code scenario-unclear}, {@code scenario-invalid}, {@code sessions-busy}
     */
    public LoadedSession open(
            String sessionId, Optional<RowFile> from, Optional<String> scenario, LongConsumer progress)
            throws ToolException, IOException {
        takePlace();
        boolean handedOut = false;
        try {
            LoadedSession session = loaded(sessionId, from, scenario, progress);
            handedOut = true;
            return session;
        } finally {
            if (!handedOut) {
                places.release();
            }
        }
    }

    private LoadedSession loaded(
            String sessionId, Optional<RowFile> from, Optional<String> scenario, LongConsumer progress)
            throws ToolException, IOException {
        SessionLoader loader = new SessionLoader(sessionId);
        SessionEvents events = loader.events(log, from, progress);
        Scenario fitting = scenario.isPresent()
                ? scenarios.named(scenario.get())
                : scenarios.fitting(events.facts().phases(), events.facts().types());
        Scoring scoring = fitting.scoring();
        events.counting(progress).forEach(scoring::take);
        return new LoadedSession(events, fitting, scoring.assessment(), loader.notes(), places::release);
    }

    private void takePlace() throws ToolException, IOException {
        try {
            if (!places.tryAcquire(QUEUE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ToolException(
                        Kind.BUSY,
                        "sessions-busy",
                        "at most " + MAX_AT_ONCE
                                + " sessions are read at a time, and as many are being read; try again"
                                + " in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the wait for other sessions to be read was interrupted");
        }
    }

    /**
     * The sessions there are, the one with the latest event first.
     *
     * @param from a file of rows to read instead of the log
     * @param limit how many at most
     * @param progress takes how many rows were read; what it throws ends the work
     */
    public SessionList list(Optional<RowFile> from, int limit, LongConsumer progress)
            throws ToolException, IOException {
        progress.accept(0);
        if (from.isEmpty()) {
            return list(index.index(), limit);
        }
        SessionFile file = new SessionFile(from.get(), progress);
        try (EventIndex rows = file.index()) {
            SessionList list = list(rows, limit);
            return new SessionList(list.total(), list.sessions(), file.faults().notes());
        }
    }

    private SessionList list(EventIndex rows, int limit) throws ToolException, IOException {
        List<Scenario> known = List.copyOf(scenarios.catalog().scenarios().values());
        return rows.ask(SessionListing.TABLES, snapshot -> {
            SessionListing listing = new SessionListing(snapshot, known);
            List<String> notes = new ArrayList<>(snapshot.notes(Optional.empty()));
            notes.addAll(listing.faults().notes());
            return new SessionList(listing.total(), listing.latest(limit), notes);
        });
    }
}
