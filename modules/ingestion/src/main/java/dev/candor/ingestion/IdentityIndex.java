package dev.candor.ingestion;

import dev.candor.foundation.eventlog.EventLog;
import dev.candor.foundation.eventlog.EventLog.RowVisitor;
import dev.candor.foundation.eventlog.Position;
import dev.candor.foundation.eventlog.UnknownPositionException;
import dev.candor.validation.Contract;
import java.io.IOException;
import java.util.Optional;

/**
 * Knows the identities of a log's last rows, by whoever they were appended. Only used while nobody else can append to the
 * log (see {@link EventLog.Admission}), so what it says holds until the rows that it was asked about are appended.
 */
final class IdentityIndex {
    /** How many rows are remembered: two million at least, and what may be under way. */
    static final int CAPACITY = 1 << 21;

    /** More rows than this are not read a second time only to see whether they are still the same. */
    private static final int MANY_ROWS = 4096;

    private final EventLog log;
    private final RowIdentity identity;
    private final KeyWindow window;
    private final IdentitySegments segments;
    private Optional<Position> seen = Optional.empty();
    private Position checkFrom;
    private int underWay;

    /**
     * An index of a log, which is read when it is first needed.
     *
     * @param segments what earlier processes noted of it
     * @param capacity how many rows are remembered
     */
    IdentityIndex(EventLog log, Contract contract, IdentitySegments segments, int capacity) {
        this.log = log;
        this.identity = RowIdentity.of(contract);
        this.window = new KeyWindow(capacity);
        this.segments = segments;
        this.checkFrom = log.start();
    }

    RowIdentity identity() {
        return identity;
    }

    /** How a row stands to those that are there. */
    enum Standing {
        NEW,
        SAME,
        CONFLICT
    }

    /** Hears of all rows up to a place that others appended meanwhile. */
    void catchUp(Position end) throws IOException {
        if (seen.isEmpty()) {
            load();
        } else if (!seen.get().equals(end)) {
            hear(seen.get(), this::hear);
        }
    }

    private void load() throws IOException {
        window.clear();
        underWay = 0;
        Optional<Position> noted = segments.load(window);
        if (noted.isEmpty()) {
            rebuild();
            return;
        }
        // another log may have taken the place of the one that was noted: the first row read again must be known
        boolean[] known = {segments.endAt(noted.get())};
        hear(noted.get(), (bytes, from, to) -> {
            if (!known[0]
                    && identity.key(bytes, from, to).filter(window::contains).isEmpty()) {
                throw new UnknownPositionException("the log is not the one that was noted");
            }
            known[0] = true;
            hear(bytes, from, to);
        });
        if (!known[0]) {
            rebuild();
        }
    }

    private void rebuild() throws IOException {
        segments.forget();
        window.clear();
        hear(log.start(), this::hear);
    }

    private void hear(Position from, RowVisitor visitor) throws IOException {
        // what is heard of halfway is forgotten, and heard again
        seen = Optional.empty();
        int before = segments.unsaved();
        Position to;
        try {
            to = log.read(from, visitor);
        } catch (UnknownPositionException rowsWereTakenAway) {
            rebuild();
            return;
        }
        checkFrom = segments.unsaved() - before > MANY_ROWS ? to : from;
        seen = Optional.of(to);
        segments.save(window, underWay, checkFrom, to);
    }

    private void hear(byte[] bytes, int from, int to) {
        Optional<RowKey> key = identity.key(bytes, from, to);
        if (key.isPresent() && !window.contains(key.get())) {
            window.add(key.get());
            segments.added(1);
        }
    }

    /** Says how a row stands, and remembers it if it is new. */
    Standing add(RowKey key) {
        if (!window.contains(key)) {
            window.add(key);
            underWay++;
            return Standing.NEW;
        }
        return window.contentOf(key) == key.content() ? Standing.SAME : Standing.CONFLICT;
    }

    /** Rows that were added stand in the log between these places. */
    void settle(int count, Position before, Position after) {
        underWay -= count;
        segments.added(count);
        if (seen.isPresent() && seen.get().equals(before)) {
            checkFrom = before;
            seen = Optional.of(after);
            segments.save(window, underWay, checkFrom, after);
        }
    }

    /** The rows added last did not get into the log. */
    void rollBack(int count) {
        underWay -= count;
        window.removeNewest(count);
    }
}
