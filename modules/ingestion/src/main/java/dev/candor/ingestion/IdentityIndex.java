package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.EventLog.RowVisitor;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import dev.candor.ingestion.IdentitySegments.Check;
import dev.candor.validation.contract.Contract;
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
        this.window = new KeyWindow(capacity, identity.isNamed());
        this.segments = segments;
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
        } else if (!seen.get().equals(end) && !hear(seen.get(), this::hear)) {
            rebuild();
        }
    }

    private void load() throws IOException {
        window.clear();
        underWay = 0;
        Optional<Check> noted = segments.load(window);
        if (noted.isEmpty() || !holds(segments.end())) {
            rebuild();
            return;
        }
        // another log may have taken the place of the one that was noted: the rows read again must be known
        Check check = noted.get();
        int[] readAgain = {0};
        boolean heard = hear(check.from(), (bytes, from, to) -> {
            readAgain[0]++;
            if (readAgain[0] <= check.rows()
                    && identity.key(bytes, from, to).filter(window::contains).isEmpty()) {
                throw new UnknownPositionException("the log is not the one that was noted");
            }
            hear(bytes, from, to);
        });
        if (!heard || readAgain[0] < check.rows()) {
            rebuild();
        }
    }

    private static final class OneIsEnough extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether the log reaches as far as a place. */
    private boolean holds(Position place) throws IOException {
        try {
            log.read(place, (bytes, from, to) -> {
                throw new OneIsEnough();
            });
            return true;
        } catch (OneIsEnough row) {
            return true;
        } catch (UnknownPositionException shorter) {
            return false;
        }
    }

    /** What was noted of rows in parts that are lost cannot be read again, and is kept: sent again they are no new rows. */
    private void rebuild() throws IOException {
        segments.forget();
        if (log.missingParts().isEmpty()) {
            window.clear();
        } else {
            segments.added(window.size());
        }
        if (!hear(log.start(), this::hear)) {
            throw new IOException("rows of the log were taken away while they were read; try again");
        }
    }

    /** Hears of all rows behind a place; returns false when the log has no such place. */
    private boolean hear(Position from, RowVisitor visitor) throws IOException {
        // what is heard of halfway is forgotten, and heard again
        seen = Optional.empty();
        int[] rows = {0};
        Position to;
        try {
            to = log.read(from, (bytes, begin, end) -> {
                rows[0]++;
                visitor.row(bytes, begin, end);
            });
        } catch (UnknownPositionException rowsWereTakenAway) {
            return false;
        }
        seen = Optional.of(to);
        note(rows[0] > MANY_ROWS ? new Check(to, 0) : new Check(from, rows[0]), to);
        return true;
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

    /**
     * Rows stand in the log between these places.
     *
     * @param appended how many
     * @param added how many of them were added here
     */
    void settle(int appended, int added, Position before, Position after) {
        underWay -= added;
        segments.added(added);
        if (seen.isPresent() && seen.get().equals(before)) {
            seen = Optional.of(after);
            note(new Check(before, appended), after);
        }
    }

    /** Notes what is new when it is enough, or belongs to a part that ended: that may be lost as a whole. */
    private void note(Check check, Position to) {
        boolean partEnded;
        try {
            partEnded = !log.areInOnePart(segments.end(), to);
        } catch (UnknownPositionException neverOfThisLog) {
            partEnded = true;
        }
        segments.save(window, underWay, check, to, partEnded);
    }

    /** The rows added last did not get into the log. */
    void rollBack(int count) {
        underWay -= count;
        window.removeNewest(count);
    }
}
