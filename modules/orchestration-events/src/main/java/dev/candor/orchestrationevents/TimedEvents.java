package dev.candor.orchestrationevents;

import dev.candor.index.LogTable;
import dev.candor.index.RowVisitor;
import dev.candor.index.Snapshot;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The events of the log in their order at one moment: by their timestamps, to the microsecond, then by the order of the log.
 * A timestamp that is ahead of the clock then is not believed: such an event comes after all that the log has of its group
 * before it.
 *
 * @param events how many the log has
 * @param unreadable how many rows of the log are left out, which cannot be understood
 * @param now the moment, in SQL
 * @param someAhead whether any event is ahead of the clock, which costs windows over the log
 */
record TimedEvents(Snapshot snapshot, long events, long unreadable, String now, boolean someAhead) {
    static final List<LogTable> TABLES = List.of(LogTable.of(Contract.ORCHESTRATION));

    private static final String READABLE = "timestamp IS NOT NULL AND attempt IS NOT NULL AND status IN "
            + Arrays.stream(Status.values())
                    .map(status -> "'" + status.word() + "'")
                    .collect(Collectors.joining(", ", "(", ")"));

    /** Emitters have phases of that name for other things than the end of a quarantine. */
    private static final String RELEASES = "(status = '" + Status.SUCCEEDED.word() + "' AND source = '"
            + OrchestrationEvent.ORCHESTRATOR + "' AND phase = '" + OrchestrationEvent.RELEASE
            + "' AND tool IS NULL AND json_extract_string(details, '$." + OrchestrationEvent.QUARANTINE + "') = '"
            + OrchestrationEvent.RELEASED + "')";

    /** The latest timestamp that is believed, of the events before this one in some order of the log. */
    private static final String BELIEVED_BEFORE = "max(told_at) FILTER (NOT ahead) OVER (%sORDER BY part, seq)";

    /** Before every timestamp that the contract allows. */
    private static final String BEFORE_ALL = "TIMESTAMPTZ '0000-01-01 00:00:00Z'";

    private static final String RUN = "source, phase, repository, tool";

    /** The events at a moment. */
    static TimedEvents at(Instant now, Snapshot snapshot) throws IOException {
        String sql = "SELECT count(*), count(*) FILTER (" + READABLE + "), count(*) FILTER (" + READABLE + " AND "
                + isAhead(literal(now)) + ") FROM orchestration";
        return snapshot.query(
                        sql,
                        List.of(),
                        row -> new TimedEvents(
                                snapshot,
                                row.getLong(2),
                                row.getLong(1) - row.getLong(2),
                                literal(now),
                                row.getLong(3) > 0))
                .getFirst();
    }

    private static String literal(Instant time) {
        return "TIMESTAMPTZ '" + time.truncatedTo(ChronoUnit.MICROS) + "'";
    }

    private static String isAhead(String now) {
        return "timestamp > " + now + " + INTERVAL " + OrchestrationEvent.TOLERANCE.toMinutes() + " MINUTE";
    }

    /**
     * Visits the runs, a row for each: its key, how many events it has, the status of the last and when that was heard of;
     * the run that was heard of last first.
     *
     * @param wanted a condition on the columns of the key
     */
    void visitRuns(String wanted, List<?> parameters, RowVisitor visitor) throws IOException {
        snapshot.visit(
                "SELECT " + RUN + ", events, final.status, epoch_us(final.heard) FROM (SELECT " + RUN
                        + ", count(*) AS events, arg_max({'status': status, 'heard': heard}, (place, part, seq)) AS final"
                        + " FROM (" + placed(RUN, "NOT releases AND " + wanted) + ") GROUP BY " + RUN
                        + ") ORDER BY final.heard DESC, source, phase, repository NULLS FIRST, tool NULLS FIRST",
                parameters,
                visitor);
    }

    /**
     * Visits the events of some runs: those of a run after another, each run in the order of time.
     *
     * @param runs a JSON array of objects with a run's key and its {@code number}, which is the first column of its events
     * @param wanted a condition on the columns of the key that all of them meet
     */
    void visitEventsOf(String runs, String wanted, List<?> parameters, RowVisitor visitor) throws IOException {
        String listed = "(SELECT unnest(json_transform(?, '[{\"number\": \"BIGINT\", \"source\": \"VARCHAR\","
                + " \"phase\": \"VARCHAR\", \"repository\": \"VARCHAR\", \"tool\": \"VARCHAR\"}]')) AS run)";
        List<Object> all = new ArrayList<>(parameters);
        all.add(runs);
        snapshot.visit(
                "SELECT run.number, " + OrchestrationEvent.COLUMNS + " FROM ("
                        + placed(RUN, "NOT releases AND " + wanted) + ") AS event JOIN " + listed
                        + " ON run.source = event.source AND run.phase = event.phase"
                        + " AND run.repository IS NOT DISTINCT FROM event.repository"
                        + " AND run.tool IS NOT DISTINCT FROM event.tool ORDER BY run.number, place, part, seq",
                all,
                visitor);
    }

    /**
     * Visits the events of repositories: those of a repository after another, each repository in the order of time.
     *
     * @param wanted a condition on the repository
     */
    void visitRepositories(String wanted, List<?> parameters, RowVisitor visitor) throws IOException {
        snapshot.visit(
                "SELECT " + RUN + ", " + OrchestrationEvent.COLUMNS + " FROM ("
                        + placed("repository", "repository IS NOT NULL AND " + wanted)
                        + ") ORDER BY repository, place, part, seq",
                parameters,
                visitor);
    }

    /** The events that a condition wants, each with its place among those of its group. */
    private String placed(String group, String wanted) {
        String place = someAhead
                ? "CASE WHEN ahead THEN coalesce(" + believedBefore("PARTITION BY " + group + " ") + ", " + BEFORE_ALL
                        + ") ELSE told_at END"
                : "told_at";
        return "SELECT *, " + place + " AS place FROM (" + heard() + ") WHERE " + wanted;
    }

    /** All events, each with the time at which it was heard of: as the log tells it, where its timestamp is not believed. */
    private String heard() {
        String heard = someAhead
                ? "CASE WHEN ahead THEN coalesce(" + believedBefore("") + ", " + now + ") ELSE told_at END"
                : "told_at";
        return "SELECT *, " + heard + " AS heard FROM (SELECT part, seq, timestamp AS told_at, coalesce(source, '')"
                + " AS source, coalesce(phase, '') AS phase, repository, tool, status, attempt, duration_ms, details, "
                + isAhead(now) + " AS ahead, coalesce(" + RELEASES + ", false) AS releases FROM orchestration WHERE "
                + READABLE + ")";
    }

    private static String believedBefore(String partition) {
        return BELIEVED_BEFORE.replace("%s", partition);
    }
}
