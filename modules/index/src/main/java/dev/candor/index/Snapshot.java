package dev.candor.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One state of the tables: what is appended meanwhile is in none of its answers. For one thread. */
public final class Snapshot implements AutoCloseable {
    private final Engine engine;
    private final List<Gaps> gaps;

    Snapshot(Engine engine, List<Gaps> gaps) throws IOException {
        this.engine = engine;
        this.gaps = List.copyOf(gaps);
        engine.execute("BEGIN TRANSACTION");
        // DuckDB takes the state when a transaction first looks at it, which a refresh may change in several steps
        engine.execute("SELECT count(*) FROM duckdb_tables()");
    }

    /**
     * The rows that a query finds.
     *
     * @param parameters the values for each {@code ?}
     */
    public <T> List<T> query(String sql, List<?> parameters, RowReader<T> reader) throws IOException {
        List<T> rows = new ArrayList<>();
        engine.visit(sql, parameters, row -> rows.add(reader.read(row)));
        return rows;
    }

    /** Visits the rows that a query finds, for more of them than should be in memory at once. */
    public void visit(String sql, List<?> parameters, RowVisitor visitor) throws IOException {
        engine.visit(sql, parameters, visitor);
    }

    /** Whether a table gives its rows by part and seq, without being told to: sorting takes all of them into memory. */
    public boolean isInOrder(LogTable table) throws IOException {
        String disorder =
                "SELECT count(*) FROM (SELECT part, seq, lag(part) OVER () AS last_part, lag(seq) OVER () AS last_seq"
                        + " FROM " + table.name() + ") WHERE part < last_part OR part = last_part AND seq < last_seq";
        return query(disorder, List.of(), row -> row.getLong(1)).getFirst() == 0;
    }

    List<ResultColumn> columnsOf(String sql) throws IOException {
        return engine.columnsOf(sql);
    }

    /** Returns how many rows were written. */
    long writeParquet(String sql, Path file) throws IOException {
        // several threads would cut the rows into groups of other sizes each time
        engine.execute("SET threads = 1");
        engine.execute(Engine.copyToParquet(sql, file));
        return query("SELECT count(*) FROM (" + sql + ")", List.of(), row -> row.getLong(1))
                .getFirst();
    }

    /**
     * What was logged and is in none of its answers, a sentence each: of parts that were pruned, are lost or
     * cannot be read to their end. Damaged lines are none of them; the inspection of the log counts those.
     *
     * @param since the time from which on rows are asked for
     */
    public List<String> notes(Optional<Instant> since) {
        return gaps.stream().flatMap(gap -> gap.notes(since).stream()).toList();
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
