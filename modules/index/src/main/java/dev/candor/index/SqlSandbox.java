package dev.candor.index;

import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs the SQL of a user: one SELECT over the tables and columns that it names, copied into the memory of an engine
 * that reads no file, loads nothing and keeps its settings. The settings are DuckDB's and no border between users: the process
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

    /** DuckDB descends into a query by recursion, up to 1000 levels; with a usual stack that ends the process. */
    private static final long STACK_BYTES = 512L << 20;
    /** How much later than asked a query may stop. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final List<LogTable> tables;
    private final Loader loader;
    private final Limits limits;

    /**
     * What a query may use.
     *
     * @param timeout after which it is stopped
     * @param rows how many it may give; more are cut off
     * @param memoryBytes beside the tables
     * @param tableBytes how much memory the tables may have, in the columns that the query names
     */
    public record Limits(Duration timeout, int rows, long memoryBytes, long tableBytes) {
        /** 30 seconds, 10,000 rows, 256 MB and 1 GB. */
        public static final Limits STANDARD = new Limits(Duration.ofSeconds(30), 10_000, 256_000_000, 1_000_000_000);
    }

    /** Makes tables in the memory of an engine, each with the columns that are needed of it. */
    private interface Loader {
        void load(Engine engine, Map<LogTable, List<Column>> needed) throws IOException;
    }

    /** What is done with a query that was checked. */
    private interface Work<T> {
        T of(Engine engine, List<ResultColumn> columns) throws IOException;
    }

    private SqlSandbox(List<LogTable> tables, Limits limits, Loader loader) {
        this.tables = List.copyOf(tables);
        this.limits = limits;
        this.loader = loader;
    }

    /**
     * Over these logs.
     *
     * @param notices takes a sentence for each reason why an answer lacks rows that were logged
     */
    public SqlSandbox(Collection<IndexedLog> logs, Limits limits, Consumer<String> notices) {
        this(logs.stream().map(IndexedLog::table).toList(), limits, (engine, needed) -> {
            for (IndexedLog log : logs) {
                Optional<List<Column>> columns = Optional.ofNullable(needed.get(log.table()));
                if (columns.isPresent()) {
                    load(log, engine, columns.get(), notices);
                }
            }
        });
    }

    /** Over rows that are in no log, which are read anew for each query. */
    public static SqlSandbox of(List<LogTable> tables, GivenRows rows, Limits limits) {
        return new SqlSandbox(tables, limits, (engine, needed) -> IndexedTable.fill(needed, rows, engine));
    }

    /**
     * Runs a query over what the logs hold now.
     *
     * @throws IndexException when it is no single SELECT, is wrong, or takes more time or memory than it may
     */
    public QueryResult query(String sql) throws IOException {
        return answer(sql, Optional.empty(), (engine, columns) -> new BoundedRows(limits).of(engine, sql, columns));
    }

    /**
     * Runs a query, and writes what it finds into a Parquet file.
     *
     * @param file that is not there, in a folder where nobody else looks: it is not synced, and has a usual mode
     */
    public WrittenRows writeParquet(String sql, Path file) throws IOException {
        return answer(
                sql, Optional.of(file), (engine, columns) -> new ParquetRows(limits).write(engine, sql, columns, file));
    }

    private <T> T answer(String sql, Optional<Path> file, Work<T> work) throws IOException {
        if (sql.length() > MAX_SQL) {
            throw new IndexException(
                    "the query has " + sql.length() + " characters, and at most " + MAX_SQL + " are taken");
        }
        if (sql.indexOf('\0') >= 0) {
            throw new IndexException("the query has a NUL character, where a reader may take it to end");
        }
        SelectPlan plan = apart(withoutRows(), engine -> SelectPlan.of(engine, sql, tables));
        return apart(loaded(sql, plan, file), engine -> work.of(engine, plan.columns()));
    }

    /** An engine in which a query can be bound. */
    private Engine withoutRows() throws IOException {
        return opened(engine -> {
            for (LogTable table : tables) {
                engine.execute(table.emptyTable());
            }
            lock(engine, limits.memoryBytes(), Optional.empty());
        });
    }

    /** An engine with the columns of tables that a query names, the other tables without a row, and nothing else to be had. */
    private Engine loaded(String sql, SelectPlan plan, Optional<Path> file) throws IOException {
        return opened(engine -> {
            engine.execute("SET memory_limit = '" + limits.tableBytes() + "B'");
            load(engine, plan, sql);
            for (LogTable table : tables) {
                if (!SelectPlan.names(sql, table)) {
                    // for the catalog
                    engine.execute(table.emptyTable());
                }
            }
            List<Long> used = new ArrayList<>();
            engine.visit(
                    "SELECT CAST(coalesce(sum(memory_usage_bytes), 0) AS BIGINT) FROM duckdb_memory()",
                    List.of(),
                    row -> used.add(row.getLong(1)));
            lock(engine, used.getFirst() + limits.memoryBytes(), file);
        });
    }

    private interface Preparation {
        void prepare(Engine engine) throws IOException;
    }

    private static Engine opened(Preparation preparation) throws IOException {
        Engine engine = Engine.open(false);
        try {
            preparation.prepare(engine);
            return engine;
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Takes everything away from an engine but its tables, and one file that is not there yet. */
    private static void lock(Engine engine, long memoryBytes, Optional<Path> file) throws IOException {
        engine.execute("SET memory_limit = '" + memoryBytes + "B'");
        // further threads would have stacks that are too small
        engine.execute("SET threads = 1");
        if (file.isPresent()) {
            engine.execute("SET allowed_paths = [" + Engine.quoted(file.get().toString()) + "]");
        }
        engine.execute("SET enable_external_access = false");
        engine.execute("SET lock_configuration = true");
    }

    private void load(Engine engine, SelectPlan plan, String sql) throws IOException {
        Map<LogTable, List<Column>> needed = new LinkedHashMap<>();
        tables.stream()
                .filter(table -> SelectPlan.names(sql, table))
                .forEach(table -> needed.put(table, plan.columnsOf(table)));
        try {
            loader.load(engine, needed);
        } catch (IndexException e) {
            if (!isOutOfMemory(e)) {
                throw e;
            }
            throw new IndexException(
                    "the columns that the query names of "
                            + needed.keySet().stream().map(LogTable::name).collect(Collectors.joining(", "))
                            + " take more than " + limits.tableBytes() / 1_000_000 + " MB of memory; name fewer of them"
                            + (plan.isOfAllColumns() ? ", and no *" : ""),
                    e);
        }
    }

    private static void load(IndexedLog log, Engine engine, List<Column> columns, Consumer<String> notices)
            throws IOException {
        IndexedTable table = new IndexedTable(log, engine);
        try {
            table.refresh(true);
            table.load(columns);
        } catch (IndexException e) {
            if (isOutOfMemory(e)) {
                throw e;
            }
            // a file may have been pruned or damaged since it was listed
            table.removeUnreadable();
            table.refresh(true);
            table.load(columns);
        }
        table.gaps().notes(Optional.empty()).forEach(notices);
    }

    private interface Question<T> {
        T ask(Engine engine) throws IOException;
    }

    /** Asks an engine, which is closed then, on a thread with a large stack, and waits no longer than may be. */
    private <T> T apart(Engine engine, Question<T> question) throws IOException {
        FutureTask<T> task = new FutureTask<>(() -> {
            try (engine) {
                return question.ask(engine);
            }
        });
        Thread thread = new Thread(null, task, "query", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return await(task);
    }

    private <T> T await(FutureTask<T> task) throws IOException {
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
                                + tables.stream().map(LogTable::name).collect(Collectors.joining(", ")),
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
