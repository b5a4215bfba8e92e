package dev.candor.insight;

import dev.candor.index.IndexSource;
import dev.candor.index.LogTable;
import dev.candor.index.RowVisitor;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The runs in the index. One whose timestamp is no time, which ingestion refuses, is passed over. What is counted is counted
 * in SQL, and rows are read only when they are asked for: there may be millions.
 */
public final class IndexedRuns implements RunSource {
    /** What stands in {@link Run#row}, by which {@link #rows} finds it. */
    private static final String PLACE = "part || ':' || seq";

    private static final String ORDER = "run_at, kind DESC, part, seq";
    private static final Instant ALWAYS = Instant.EPOCH.minus(1_000_000, ChronoUnit.DAYS);
    /** So many runs are looked at in their order before all are sorted: they often settle what order there is to know. */
    private static final int FIRST_RUNS = 2000;

    private static final Grouping ALL = Grouping.RUNS;
    private static final String RUNS =
            "(SELECT *, " + PLACE + " AS place FROM (" + ALL.runs() + ") WHERE run_at IS NOT NULL)";

    private static final String PARTED_RUNS =
            "(SELECT *, run_at >= CAST(? AS TIMESTAMPTZ) AS in_span FROM " + RUNS + ")";
    /** A number for what a tally has in common; 63 bits, for Java has no unsigned ones. */
    private static final String CODE =
            "CAST(hash(kind, key, succeeded, reason, error_class, source, in_span) >> 1 AS BIGINT)";

    private static final String RUN =
            "kind, key, epoch_us(run_at), succeeded, CASE WHEN duration_ms >= 0 THEN duration_ms END, reason, error_class,"
                    + " source, place";

    /** The place is that of the last one, and empty for successes, of which no row is asked for. */
    private static final String TALLIES = """
            SELECT kind, key, latest, succeeded, NULL, reason, error_class, source,
             coalesce(place.part || ':' || place.seq, ''), in_span, code, runs, first
            FROM (SELECT kind, key, succeeded, reason, error_class, source, in_span, CODE AS code, count(*) AS runs,
              epoch_us(min(run_at)) AS first, epoch_us(max(run_at)) AS latest,
              max({'run_at': run_at, 'part': part, 'seq': seq}) FILTER (NOT succeeded) AS place
             FROM RUNS GROUP BY kind, key, succeeded, reason, error_class, source, in_span)
            ORDER BY latest, kind DESC, place""".replace("CODE", CODE).replace("RUNS", PARTED_RUNS);

    private final IndexSource index;

    /** Of this index. */
    public IndexedRuns(IndexSource index) {
        this.index = index;
    }

    @Override
    public void visit(long last, Consumer<Run> visitor) throws IOException {
        String sql =
                "SELECT " + RUN + " FROM " + (last == Long.MAX_VALUE ? RUNS : lastOfEach(last)) + " ORDER BY " + ORDER;
        index.index().visit(ALL.tables(), sql, List.of(), row -> visitor.accept(run(row)));
    }

    /** First those that are as late as the last ones, which takes no sorting, then of one time the last ones. */
    private static String lastOfEach(long last) {
        return String.format(Locale.ROOT, """
                (SELECT runs.* FROM %1$s AS runs JOIN (
                  SELECT kind, key, list_min(max(run_at, %2$d)) AS earliest FROM %1$s GROUP BY kind, key) USING (kind, key)
                 WHERE run_at >= earliest
                 QUALIFY row_number() OVER (PARTITION BY kind, key ORDER BY run_at DESC, part DESC, seq DESC) <= %2$d)""", RUNS, last);
    }

    @Override
    public List<String> gaps(Optional<Instant> since) throws IOException {
        return index.index().ask(ALL.tables(), snapshot -> snapshot.notes(since));
    }

    @Override
    public Map<Run, String> rows(Collection<Run> runs) throws IOException {
        Map<Run, String> rows = new HashMap<>();
        for (Contract contract : List.of(Contract.SKILL_USAGE, Contract.EXECUTION)) {
            String kind = contract.equals(Contract.EXECUTION) ? Run.ITEM : Run.SKILL;
            List<Run> own = runs.stream().filter(run -> run.kind().equals(kind)).toList();
            Map<String, String> found = rows(LogTable.of(contract), own);
            own.forEach(run -> rows.put(run, found.getOrDefault(run.row(), "{}")));
        }
        return rows;
    }

    /** By their places. */
    private Map<String, String> rows(LogTable table, List<Run> runs) throws IOException {
        if (runs.isEmpty()) {
            return Map.of();
        }
        // the names of the parts tell which files to read
        String sql = "SELECT " + PLACE + ", row FROM " + table.name() + " WHERE part IN ("
                + runs.stream().map(run -> "'" + part(run) + "'").distinct().collect(Collectors.joining(", "))
                + ") AND (part, seq) IN (VALUES "
                + runs.stream()
                        .map(run -> "('" + part(run) + "', " + seq(run) + ")")
                        .collect(Collectors.joining(", "))
                + ")";
        Map<String, String> found = new HashMap<>();
        index.index().visit(List.of(table), sql, List.of(), row -> found.put(row.getString(1), row.getString(2)));
        return found;
    }

    private static String part(Run run) {
        return run.row().substring(0, run.row().lastIndexOf(':'));
    }

    private static long seq(Run run) {
        return Long.parseLong(run.row().substring(run.row().lastIndexOf(':') + 1));
    }

    @Override
    public void tally(Optional<Instant> since, RunCounter counter) throws IOException {
        index.index().ask(ALL.tables(), snapshot -> {
            List<Object> from = List.of(since.orElse(ALWAYS).atOffset(ZoneOffset.UTC));
            Map<Long, Integer> indexes = new HashMap<>();
            List<Tally> tallies = snapshot.query(TALLIES, from, row -> tally(row, indexes));
            counter.count(tallies);
            String order = "SELECT " + CODE + " FROM " + PARTED_RUNS + " ORDER BY " + ORDER;
            RowVisitor next = row -> counter.next(indexes.getOrDefault(row.getLong(1), 0));
            if (counter.needsOrder()) {
                snapshot.visit(order + " LIMIT " + FIRST_RUNS, from, next);
            }
            if (counter.needsOrder()) {
                snapshot.visit(order + " OFFSET " + FIRST_RUNS, from, next);
            }
            return true;
        });
    }

    private static Tally tally(ResultSet row, Map<Long, Integer> indexes) throws SQLException {
        indexes.put(row.getLong("code"), indexes.size());
        return new Tally(run(row), row.getBoolean("in_span"), row.getLong("runs"), moment(row.getLong("first")));
    }

    private static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static Optional<Double> number(ResultSet row, int column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    private static Run run(ResultSet row) throws SQLException {
        int column = 0;
        return new Run(
                row.getString(++column),
                row.getString(++column),
                moment(row.getLong(++column)),
                Optional.of(row.getBoolean(++column)),
                number(row, ++column),
                Optional.ofNullable(row.getString(++column)),
                Optional.ofNullable(row.getString(++column)),
                Optional.ofNullable(row.getString(++column)),
                row.getString(++column));
    }
}
