package dev.candor.insight;

import dev.candor.index.IndexSource;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The runs in the index. One whose timestamp is no time, which ingestion refuses, is passed over. */
public final class IndexedRuns implements RunSource {
    private final IndexSource index;

    /** Of this index. */
    public IndexedRuns(IndexSource index) {
        this.index = index;
    }

    @Override
    public void visit(long last, Consumer<Run> visitor) throws IOException {
        Grouping all = Grouping.of(Optional.empty());
        // by number, and without the row of a success: there may be millions
        String sql =
                "SELECT kind, key, epoch_us(run_at), succeeded, CASE WHEN duration_ms >= 0 THEN duration_ms END, reason, error_class, source,"
                        + " CASE WHEN succeeded THEN '{}' ELSE row END FROM (" + all.runs()
                        + ") WHERE run_at IS NOT NULL"
                        + (last == Long.MAX_VALUE
                                ? ""
                                : " QUALIFY row_number() OVER (PARTITION BY kind, key ORDER BY run_at DESC, part DESC, seq DESC) <= "
                                        + last)
                        + " ORDER BY run_at, kind DESC, part, seq";
        index.index().visit(all.tables(), sql, List.of(), row -> visitor.accept(run(row)));
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
                Instant.EPOCH.plus(row.getLong(++column), ChronoUnit.MICROS),
                Optional.of(row.getBoolean(++column)),
                number(row, ++column),
                Optional.ofNullable(row.getString(++column)),
                Optional.ofNullable(row.getString(++column)),
                Optional.ofNullable(row.getString(++column)),
                row.getString(++column));
    }
}
