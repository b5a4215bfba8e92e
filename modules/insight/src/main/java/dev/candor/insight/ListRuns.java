package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Members;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.time.Utc;
import dev.candor.index.IndexSource;
import dev.candor.index.Snapshot;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists runs one by one, and counts all that fit by how they ended and how long they took. */
public final class ListRuns implements Capability<ListRuns.Query, ListRuns.Report> {
    /** What doors know of it. */
    public static final Declaration<Query, Report> DECLARATION = Declaration.of(
                    "list_runs", "List runs", ListRunsQueryShape.INSTANCE, ListRunsReportShape.INSTANCE, """
                    Lists runs of skills and items, and calls of agents' tools and skills, the latest first, with how each ended, \
                    how long it took and where it was seen; and counts all that fit by reason, version and duration. Use it to see \
                    the runs behind a number of show_stats. Changes nothing. Example: {"key": "release-notes", "outcome": "failed"}""")
            .command(Command.of("runs", "List runs one by one, the latest first.")
                    .operands("key")
                    .examples("candor runs release-notes --outcome failed", "candor runs --since 1d --json"))
            .get("/v1/runs")
            .unavailable("index-unavailable", "the runs cannot be read");

    private static final List<Column> COLUMNS = List.of(
            Column.text("AT"),
            Column.text("OUTCOME"),
            Column.number("TOOK"),
            Column.text("KIND"),
            Column.text("KEY"),
            Column.text("WHY"),
            Column.text("SEEN BY"));

    private static final Grouping ALL = Grouping.of(Optional.empty());

    private final IndexSource index;

    /** How a run ended. */
    enum Ending {
        SUCCEEDED,
        FAILED,
        UNKNOWN
    }

    /** Which runs are asked for. */
    @Arguments
    record Query(
            @Doc("Only runs of this skill, item or tool.") @Size(min = 1, max = 256)
            Optional<String> key,

            @Doc("Only runs of this kind: skill, item, agent tool or agent skill.") @Size(min = 1, max = 20)
            Optional<String> kind,

            @Doc("Only what this agent did.") @Size(min = 1, max = 20)
            Optional<String> agent,

            @Doc("Only runs that ended so.") Optional<Ending> outcome,

            @Doc("Runs of then or later: a day (2026-11-20), a moment (2026-11-20T08:00:00Z) or how long ago (7d).")
            @Size(min = 2, max = 40)
            Optional<Instant> since,

            @Doc("Runs before that: a day, a moment or how long ago.") @Size(min = 2, max = 40)
            Optional<Instant> until,

            @Doc("How many are listed at most (default 20).") @Range(min = 0, max = 1000) @Default("20")
            int limit) {}

    /** Runs that fit. */
    @Result
    record Report(
            @Doc("How many fit, listed or not.") long total,

            @Doc("The latest first.") List<Listed> runs,

            @Doc("Of all failed ones that fit, by their reason; the most first, 50 at most.")
            List<Count> reasons,

            @Doc("Of all that fit, by the version of the agent; the most first, 50 at most.")
            List<Count> versions,

            @Doc("Of all that fit and have a duration.") List<Stretch> durations,

            @Doc("What is not in the numbers, one sentence each.")
            List<String> notes) {}

    /** One run. */
    @Result
    record Listed(
            @Doc("When it began or was recorded.") Instant at,
            String kind,
            String key,
            Ending outcome,

            @Range(min = 0) Optional<Long> durationMs,

            @Doc("The code of the reason, or the item's outcome.")
            Optional<String> reason,

            Optional<String> errorClass,
            @Doc("Who recorded it, or who witnessed it.") Optional<String> source,
            @Doc("The agent that did it.") Optional<String> agent,
            @Doc("The session of the agent.") Optional<String> sessionId,
            Optional<Long> exitCode,
            @Doc("By which rule the outcome was derived.") Optional<String> rule) {}

    /** How often something was so. */
    @Result
    record Count(String word, @Range(min = 1) long runs, long failures) {}

    /** Runs that took about as long. */
    @Result
    record Stretch(
            @Doc("At least so long, in ms: a power of two, or 0.")
            long fromMs,

            @Range(min = 1) long runs) {}

    /** Over this index. */
    public ListRuns(IndexSource index) {
        this.index = index;
    }

    @Override
    public Report call(Query query, ToolContext context) throws IOException {
        Filter filter = new Filter(query);
        return index.index().ask(ALL.tables(), snapshot -> report(query, filter, snapshot));
    }

    /** The runs that fit, as a query. */
    private static final class Filter {
        private final List<Object> parameters = new ArrayList<>();
        private final String runs;

        private Filter(Query query) {
            StringBuilder fits = new StringBuilder("run_at IS NOT NULL");
            query.key().ifPresent(key -> add(" AND key = ?", key, fits));
            query.kind().ifPresent(kind -> add(" AND kind = ?", kind, fits));
            query.agent().ifPresent(agent -> add(" AND agent = ?", agent, fits));
            query.since().ifPresent(since -> add(" AND run_at >= ?", since.atOffset(ZoneOffset.UTC), fits));
            query.until().ifPresent(until -> add(" AND run_at < ?", until.atOffset(ZoneOffset.UTC), fits));
            query.outcome().ifPresent(outcome -> fits.append(condition(outcome)));
            runs = "(SELECT * FROM (" + ALL.runs() + ") WHERE " + fits + ")";
        }

        private void add(String condition, Object parameter, StringBuilder conditions) {
            conditions.append(condition);
            parameters.add(parameter);
        }

        private static String condition(Ending outcome) {
            return switch (outcome) {
                case SUCCEEDED -> " AND succeeded";
                case FAILED -> " AND NOT succeeded";
                case UNKNOWN -> " AND succeeded IS NULL";
            };
        }
    }

    private static Report report(Query query, Filter filter, Snapshot snapshot) throws IOException {
        long total = snapshot.query("SELECT count(*) FROM " + filter.runs, filter.parameters, row -> row.getLong(1))
                .getFirst();
        List<Listed> runs = snapshot.query(
                "SELECT kind, key, epoch_us(run_at) AS at, succeeded, duration_ms, reason, error_class, source, agent, session_id,"
                        + " exit_code, rule FROM " + filter.runs
                        + " ORDER BY run_at DESC, part DESC, seq DESC LIMIT " + query.limit(),
                filter.parameters,
                ListRuns::listed);
        List<Stretch> durations = snapshot.query(
                "SELECT CASE WHEN duration_ms < 1 THEN 0 ELSE 1 << CAST(floor(log2(duration_ms)) AS BIGINT) END AS from_ms,"
                        + " count(*) FROM " + filter.runs
                        + " WHERE duration_ms >= 0 GROUP BY from_ms ORDER BY from_ms",
                filter.parameters,
                row -> new Stretch(row.getLong(1), row.getLong(2)));
        return new Report(
                total,
                runs,
                counts("coalesce(reason, error_class, 'unknown')", " WHERE NOT succeeded", filter, snapshot),
                counts("version", " WHERE version IS NOT NULL", filter, snapshot),
                durations,
                snapshot.notes(query.since()));
    }

    private static List<Count> counts(String word, String which, Filter filter, Snapshot snapshot) throws IOException {
        return snapshot.query(
                "SELECT " + word + " AS word, count(*) AS runs, count(*) FILTER (NOT succeeded) FROM " + filter.runs
                        + which + " GROUP BY word ORDER BY runs DESC, word LIMIT 50",
                filter.parameters,
                row -> new Count(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    private static Listed listed(ResultSet row) throws SQLException {
        boolean succeeded = row.getBoolean("succeeded");
        Ending outcome = row.wasNull() ? Ending.UNKNOWN : succeeded ? Ending.SUCCEEDED : Ending.FAILED;
        return new Listed(
                Instant.EPOCH.plus(row.getLong("at"), ChronoUnit.MICROS),
                row.getString("kind"),
                row.getString("key"),
                outcome,
                number(row, "duration_ms").filter(ms -> ms >= 0),
                text(row, "reason"),
                text(row, "error_class"),
                text(row, "source"),
                text(row, "agent"),
                text(row, "session_id"),
                number(row, "exit_code"),
                text(row, "rule"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    @Override
    public void tell(Report report, Page page) {
        page.table(COLUMNS, report.runs().stream().map(ListRuns::cells).toList());
        page.more(report.total() - report.runs().size());
        if (report.total() == 0) {
            page.line("no run fits");
        }
        report.notes().forEach(note -> page.line("note: " + note));
    }

    private static List<String> cells(Listed run) {
        return List.of(
                Utc.timestamp(run.at()),
                Members.word(run.outcome()),
                run.durationMs().map(ms -> ms + " ms").orElse("-"),
                run.kind(),
                run.key(),
                run.reason().or(run::errorClass).orElse("-"),
                run.source().or(run::agent).orElse("-"));
    }
}
