package dev.candor.index;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the SQL of a user: one SELECT over the tables that it names, copied into the memory of an engine that reads and
 * writes no file, loads nothing and keeps its settings. The settings are DuckDB's and no border between users: the process
 * should be the user's own, should bound its memory, and should end after a query that could not be stopped.
 */
public final class SqlSandbox {
    /** The longest text of a query, in characters. */
    public static final int MAX_SQL = 100_000;
    /** The most columns of a result. */
    public static final int MAX_COLUMNS = 1000;
    /** The longest value of a result, in bytes. */
    public static final int MAX_CELL = 1_000_000;
    /** The largest result, in characters of its values. */
    public static final int MAX_RESULT = 32_000_000;

    /** The most values of a result. */
    public static final int MAX_VALUES = 2_000_000;

    private static final String LOADING_MEMORY = "1GB";
    /** DuckDB descends into a query by recursion, up to 1000 levels; with a usual stack that ends the process. */
    private static final long STACK_BYTES = 512L << 20;
    /** How much later than asked a query may stop. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final List<IndexedLog> logs;
    private final Limits limits;

    /**
     * What a query may use.
     *
     * @param timeout after which it is stopped, in whole seconds, rounded up
     * @param rows how many are given; whether there are more is told
     * @param memoryBytes beside the tables
     */
    public record Limits(Duration timeout, int rows, long memoryBytes) {
        /** 30 seconds, 10,000 rows, 256 MB. */
        public static final Limits STANDARD = new Limits(Duration.ofSeconds(30), 10_000, 256_000_000);
    }

    /** Over these logs. */
    public SqlSandbox(Collection<IndexedLog> logs, Limits limits) {
        this.logs = List.copyOf(logs);
        this.limits = limits;
    }

    /**
     * Runs a query over what the logs hold now.
     *
     * @throws IndexException when it is no single SELECT, is wrong, or takes more time or memory than it may
     */
    public QueryResult query(String sql) throws IOException {
        if (sql.length() > MAX_SQL) {
            throw new IndexException(
                    "the query has " + sql.length() + " characters, and at most " + MAX_SQL + " are taken");
        }
        if (sql.indexOf('\0') >= 0) {
            throw new IndexException("the query has a NUL character, where a reader may take it to end");
        }
        Engine engine = locked(sql);
        FutureTask<QueryResult> task = new FutureTask<>(() -> {
            try (engine) {
                return run(engine, sql);
            }
        });
        Thread thread = new Thread(null, task, "query", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return await(task);
    }

    /** An engine with the tables that a query names, and nothing else to be had. */
    private Engine locked(String sql) throws IOException {
        Engine engine = Engine.open(false);
        try {
            engine.execute("SET memory_limit = '" + LOADING_MEMORY + "'");
            for (IndexedLog log : logs) {
                if (names(sql, log.table().name())) {
                    IndexedTable table = new IndexedTable(log, engine);
                    table.refresh(true);
                    load(table, log.table().name());
                }
            }
            List<Long> used = new ArrayList<>();
            engine.visit(
                    "SELECT CAST(coalesce(sum(memory_usage_bytes), 0) AS BIGINT) FROM duckdb_memory()",
                    List.of(),
                    row -> used.add(row.getLong(1)));
            engine.execute("SET memory_limit = '" + (used.getFirst() + limits.memoryBytes()) + "B'");
            // further threads would have stacks that are too small
            engine.execute("SET threads = 1");
            engine.execute("SET enable_external_access = false");
            engine.execute("SET lock_configuration = true");
            return engine;
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static boolean names(String sql, String table) {
        return Pattern.compile("\\b" + table + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }

    private static void load(IndexedTable table, String name) throws IOException {
        try {
            table.load();
        } catch (IndexException e) {
            if (isOutOfMemory(e)) {
                throw new IndexException(
                        "the table " + name + " has more rows than fit into " + LOADING_MEMORY
                                + " of memory; query the files of telemetry/index with a database of your own",
                        e);
            }
            // a file may have been pruned or damaged since it was listed
            table.removeUnreadable();
            table.refresh(true);
            table.load();
        }
    }

    private QueryResult run(Engine engine, String sql) throws IOException {
        SingleSelect.check(engine, sql);
        List<ResultColumn> columns = engine.columnsOf(sql);
        if (columns.size() > MAX_COLUMNS) {
            throw new IndexException(
                    "the result has " + columns.size() + " columns, and at most " + MAX_COLUMNS + " are given");
        }
        List<List<JsonValue>> rows = new ArrayList<>();
        Size size = new Size();
        engine.visit(bounded(sql, columns), List.of(), limits.timeout(), row -> rows.add(values(row, columns, size)));
        boolean isCut = rows.size() > limits.rows();
        return new QueryResult(named(columns), isCut ? rows.subList(0, limits.rows()) : rows, isCut);
    }

    /** The query with each value as text, none of them too long, and one row more than is given. */
    private String bounded(String sql, List<ResultColumn> columns) {
        StringBuilder names = new StringBuilder();
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String comma = i == 0 ? "" : ", ";
            names.append(comma).append('c').append(i);
            String text = columns.get(i).asText("c" + i);
            cells.append(comma)
                    .append("CASE WHEN strlen(" + text + ") > " + MAX_CELL + " THEN error('a value of column ' || ")
                    .append(quoted(columns.get(i).name()))
                    .append(" || ' has ' || strlen(" + text + ") || ' bytes, and at most " + MAX_CELL + " are given')")
                    .append(" ELSE " + text + " END");
        }
        return "SELECT " + cells + " FROM query(" + quoted(sql) + ") AS q(" + names + ") LIMIT " + (limits.rows() + 1L);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** How large a result is so far. */
    private static final class Size {
        private long characters;
        private long values;

        void add(long more) throws IndexException {
            characters += more;
            values++;
            if (values > MAX_VALUES) {
                throw new IndexException(
                        "the result has more than " + MAX_VALUES + " values; ask for fewer columns or rows at once");
            }
            if (characters > MAX_RESULT) {
                throw new IndexException("the result has more than " + MAX_RESULT
                        + " characters; ask for fewer columns or rows at once");
            }
        }
    }

    private static List<JsonValue> values(ResultSet row, List<ResultColumn> columns, Size size)
            throws SQLException, IOException {
        List<JsonValue> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            String text = row.getString(i + 1);
            size.add(text == null ? 0 : text.length());
            values.add(columns.get(i).value(text));
        }
        return values;
    }

    /** SQL allows a name twice, which a JSON object does not. */
    private static List<ResultColumn> named(List<ResultColumn> columns) {
        Set<String> names = new HashSet<>();
        List<ResultColumn> named = new ArrayList<>();
        for (ResultColumn column : columns) {
            String name = column.name();
            for (int n = 2; !names.add(name); n++) {
                name = column.name() + "_" + n;
            }
            named.add(new ResultColumn(name, column.type()));
        }
        return named;
    }

    private QueryResult await(FutureTask<QueryResult> task) throws IOException {
        try {
            return task.get(limits.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IndexException(timedOut(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexException("the query was interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private IOException failure(ExecutionException failed) {
        Throwable e = failed.getCause();
        if (e instanceof IndexException index) {
            return index.getCause() instanceof SQLTimeoutException
                    ? new IndexException(timedOut(), index)
                    : isOutOfMemory(index) ? new IndexException(outOfMemory(), index) : withTables(index);
        }
        return e instanceof IOException io ? io : new IndexException("the query failed: " + e, failed);
    }

    /** DuckDB knows the tables only that the query names. */
    private IndexException withTables(IndexException e) {
        return Reasons.says(e, "Table with name")
                ? new IndexException(
                        Reasons.of(e) + ". There are "
                                + logs.stream().map(log -> log.table().name()).collect(Collectors.joining(", ")),
                        e)
                : e;
    }

    private static boolean isOutOfMemory(IndexException e) {
        return Reasons.says(e, "Out of Memory Error");
    }

    private String outOfMemory() {
        return "the query was stopped: it needs more than " + limits.memoryBytes() / 1_000_000
                + " MB of memory beside the tables; group or filter first";
    }

    private String timedOut() {
        return "the query was stopped: it was not done after "
                + limits.timeout().toMillis() / 1000.0 + " s";
    }
}
