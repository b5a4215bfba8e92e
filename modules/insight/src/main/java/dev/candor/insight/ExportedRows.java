package dev.candor.insight;

import dev.candor.foundation.json.JsonWriter;
import dev.candor.index.Column;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexSource;
import dev.candor.index.LogTable;
import dev.candor.insight.StatsQuery.By;
import dev.candor.insight.StatsQuery.Sort;
import dev.candor.insight.StatsReport.Group;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows to be given away, in an order of their own.
 *
 * @param index that has them
 * @param tables that the query reads
 * @param sql a query without parameters
 * @param notes what is in no row, a sentence each
 */
public record ExportedRows(EventIndex index, List<LogTable> tables, String sql, List<String> notes) {
    private static final LogTable SKILLS = new LogTable(
            "skills",
            List.of(
                    new Column("key", Column.Type.TEXT, ""),
                    new Column("runs", Column.Type.INTEGER, ""),
                    new Column("successes", Column.Type.INTEGER, ""),
                    new Column("failures", Column.Type.INTEGER, ""),
                    new Column("success_rate", Column.Type.NUMBER, ""),
                    new Column("rate_low", Column.Type.NUMBER, ""),
                    new Column("rate_high", Column.Type.NUMBER, ""),
                    new Column("p50_ms", Column.Type.INTEGER, ""),
                    new Column("p95_ms", Column.Type.INTEGER, ""),
                    new Column("p99_ms", Column.Type.INTEGER, ""),
                    new Column("avg_ms", Column.Type.NUMBER, ""),
                    new Column("first", Column.Type.TIME, ""),
                    new Column("last", Column.Type.TIME, "")));

    /** A row for each run of a skill or an item, by time. */
    public static ExportedRows runs(IndexSource index, Optional<Instant> since, Optional<Instant> until)
            throws IOException {
        Grouping all = Grouping.RUNS;
        return new ExportedRows(
                index.index(),
                all.tables(),
                "SELECT kind, key, run_at, succeeded, duration_ms, reason, error_class, source, type, part, seq FROM ("
                        + all.runs() + ") WHERE run_at IS NOT NULL" + within("run_at", since, until)
                        + " ORDER BY run_at, kind DESC, part, seq",
                notes(index.index(), all.tables(), since));
    }

    /** A row for each skill, by name, as show_stats counts them. */
    public static ExportedRows skills(IndexSource index, Optional<Instant> since, Optional<Instant> until)
            throws IOException {
        StatsQuery query = new StatsQuery(
                List.of(),
                Optional.of(By.SKILL),
                since,
                until,
                Optional.empty(),
                Optional.of(Sort.RUNS),
                Integer.MAX_VALUE);
        List<Group> groups = new StatsTable(query, Grouping.SKILL_RUNS).groups(index);
        EventIndex skills = EventIndex.of(Map.of(SKILLS, visitor -> {
            for (Group group : groups) {
                byte[] row = JsonWriter.compact(StatsReportGroupShape.INSTANCE.write(group))
                        .getBytes(StandardCharsets.UTF_8);
                visitor.row(row, 0, row.length);
            }
        }));
        return new ExportedRows(
                skills,
                List.of(SKILLS),
                "SELECT key AS skill, * EXCLUDE (part, seq, row, key) FROM skills ORDER BY key",
                notes(index.index(), Grouping.SKILL_RUNS.tables(), since));
    }

    /** A row for each event of a contract, in the order of its log, with the columns of its table. */
    public static ExportedRows events(
            IndexSource index, Contract contract, Optional<Instant> since, Optional<Instant> until) throws IOException {
        return events("*", index, contract, since, until);
    }

    /** The events as they were logged. */
    public static ExportedRows loggedEvents(
            IndexSource index, Contract contract, Optional<Instant> since, Optional<Instant> until) throws IOException {
        return events("row", index, contract, since, until);
    }

    private static ExportedRows events(
            String columns, IndexSource index, Contract contract, Optional<Instant> since, Optional<Instant> until)
            throws IOException {
        LogTable table = LogTable.of(contract);
        String time = table.columns().stream()
                .filter(column -> column.type() == Column.Type.TIME)
                .map(Column::name)
                .findFirst()
                .orElseThrow();
        EventIndex asked = index.index();
        boolean isInOrder = asked.ask(List.of(table), snapshot -> snapshot.isInOrder(table));
        return new ExportedRows(
                asked,
                List.of(table),
                "SELECT " + columns + " FROM " + table.name() + " WHERE true" + within(time, since, until)
                        + (isInOrder ? "" : " ORDER BY part, seq"),
                notes(asked, List.of(table), since));
    }

    private static String within(String time, Optional<Instant> since, Optional<Instant> until) {
        return since.map(from -> " AND " + time + " >= TIMESTAMPTZ '" + from + "'")
                        .orElse("")
                + until.map(to -> " AND " + time + " < TIMESTAMPTZ '" + to + "'")
                        .orElse("");
    }

    private static List<String> notes(EventIndex index, List<LogTable> tables, Optional<Instant> since)
            throws IOException {
        return index.ask(tables, snapshot -> snapshot.notes(since));
    }
}
