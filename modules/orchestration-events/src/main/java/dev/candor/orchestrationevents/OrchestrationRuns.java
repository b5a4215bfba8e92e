package dev.candor.orchestrationevents;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.EventLog.RowVisitor;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What the events of the contract {@code orchestration} add up to: runs by repository and tool, and the repositories in
 * quarantine. It reads on in the log with each question, so that an answer covers all that is on disk. Safe for concurrent
 * calls.
 */
public final class OrchestrationRuns {
    /** How many runs, and how many repositories, are remembered. */
    private static final int MAX_RUNS = 20_000;

    private final EventLog log;
    private final InstantSource clock;
    private final int most;

    private RunTable table;
    private Position read;

    /**
     * The runs of a log.
     *
     * @param clock says how long a run has been silent, and which timestamps are ahead
     */
    public OrchestrationRuns(EventLog log, InstantSource clock) {
        this(log, clock, MAX_RUNS);
    }

    OrchestrationRuns(EventLog log, InstantSource clock, int most) {
        this.log = log;
        this.clock = clock;
        this.most = most;
        this.table = new RunTable(most);
        this.read = log.start();
    }

    /** The runs that a query wants. */
    synchronized RunReport report(RunQuery query, LongConsumer rows) throws IOException {
        readOn(rows);
        Instant now = clock.instant();
        List<RunLine> wanted = table.lines(now, query.lostAfter()).stream()
                .filter(line -> query.wants(line.key()))
                .toList();
        List<RepositoryHistory> quarantined = table.quarantined().stream()
                .filter(repository -> query.wantsRepository(
                        repository.quarantine().orElseThrow().key()))
                .toList();
        return RunReport.of(now, query, wanted, quarantined, table.events(), table.notes());
    }

    /** What is known of a repository; empty when no event names it. */
    synchronized Optional<RepositoryHistory> repository(String name) throws IOException {
        readOn(rows -> {});
        return table.repository(name);
    }

    private void readOn(LongConsumer rows) throws IOException {
        try {
            read = readFrom(read, rows);
        } catch (UnknownPositionException e) {
            // what was read was removed from the log since: what is left tells the rest
            forget();
            read = readFrom(read, rows);
        }
    }

    private Position readFrom(Position position, LongConsumer rows) throws IOException {
        Instant now = clock.instant();
        RowVisitor visitor = (bytes, from, to) -> table.row(now, bytes, from, to);
        boolean isWhole = false;
        try {
            Position end = log.read(position, visitor.counted(rows));
            isWhole = true;
            return end;
        } finally {
            if (!isWhole) {
                // the table has rows beyond what counts as read
                forget();
            }
        }
    }

    private void forget() {
        table = new RunTable(most);
        read = log.start();
    }
}
