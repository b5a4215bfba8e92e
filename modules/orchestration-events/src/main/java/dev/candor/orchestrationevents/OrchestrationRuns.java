package dev.candor.orchestrationevents;

import dev.candor.index.IndexSource;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the events of the contract {@code orchestration} add up to: runs by repository and tool, and the repositories in
 * quarantine. Each answer is made of the rows that the log has, the time of the question and the query, and of nothing
 * else. Safe for concurrent calls.
 */
public final class OrchestrationRuns {
    private final IndexSource index;
    private final InstantSource clock;

    /**
     * The runs of a log.
     *
     * @param clock says how long a run has been silent, and which timestamps are ahead
     */
    public OrchestrationRuns(IndexSource index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    /** The runs that a query wants. */
    RunReport report(RunQuery query) throws IOException {
        Instant now = clock.instant();
        return index.index()
                .ask(
                        TimedEvents.TABLES,
                        snapshot -> new RunListing(TimedEvents.at(now, snapshot), query, now).report());
    }

    /** What is known of a repository; empty when no event names it. */
    Optional<RepositoryHistory> repository(String name) throws IOException {
        Instant now = clock.instant();
        return index.index().ask(TimedEvents.TABLES, snapshot -> {
            RepositoryHistory history = new RepositoryHistory();
            boolean[] isNamed = {false};
            TimedEvents.at(now, snapshot).visitRepositories("repository = ?", List.of(name), row -> {
                isNamed[0] = true;
                history.add(repositoryEvent(row));
            });
            return isNamed[0] ? Optional.of(history) : Optional.empty();
        });
    }

    /** An event as {@link TimedEvents#visitRepositories} finds it. */
    static OrchestrationEvent repositoryEvent(ResultSet row) throws SQLException {
        return OrchestrationEvent.read(RunKey.read(row), row, RunKey.COLUMNS);
    }
}
