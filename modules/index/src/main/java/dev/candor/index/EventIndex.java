package dev.candor.index;

import dev.candor.foundation.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The rows of several logs as tables, asked in SQL. Each question brings it up to date first; the files of closed parts are
 * made by whoever needs them first. Safe for concurrent calls: they take turns to bring it up to date, not to ask.
 */
public final class EventIndex implements AutoCloseable {
    /** A file may be removed or damaged after it was listed; the last attempt uses none. */
    private static final int MAX_ATTEMPTS = 3;

    private final Engine engine;
    private final Map<String, IndexedTable> tables = new LinkedHashMap<>();
    private final Set<String> fixed = new HashSet<>();
    private final Map<String, DerivedRows> derived = new HashMap<>();
    private final ReentrantLock refreshing = new ReentrantLock();

    private EventIndex() throws IOException {
        this.engine = Engine.open();
    }

    /** Tables of rows as they are now, which nothing is added to. */
    public static EventIndex of(Map<LogTable, RowFeed> feeds) throws IOException {
        EventIndex index = new EventIndex();
        try {
            for (Map.Entry<LogTable, RowFeed> feed : feeds.entrySet()) {
                LogTable table = feed.getKey();
                GivenRows rows = taker -> feed.getValue().visit((bytes, from, to) -> taker.row(table, bytes, from, to));
                IndexedTable.fill(Map.of(table, table.allColumns()), rows, index.engine);
                index.fixed.add(table.name());
            }
            return index;
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /**
     * An index of these logs.
     *
     * @throws IndexException when DuckDB is not part of this installation
     */
    public EventIndex(Collection<IndexedLog> logs) throws IOException {
        this.engine = Engine.open();
        try {
            for (IndexedLog log : logs) {
                tables.put(log.table().name(), new IndexedTable(log, engine));
            }
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * Asked over one state of the tables.
     *
     * @param <T> the answer
     */
    public interface Question<T> {
        /** The answer, from queries over that state. It begins anew when a file went meanwhile, and is asked again then. */
        T ask(Snapshot snapshot) throws IOException;
    }

    /**
     * The answer to a question over what the logs hold now.
     *
     * @param needed the tables in its queries; others may be older
     */
    public <T> T ask(Collection<LogTable> needed, Question<T> question) throws IOException {
        return ask(needed, question, () -> true);
    }

    private <T> T ask(Collection<LogTable> needed, Question<T> question, BooleanSupplier mayAskAgain)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (Snapshot snapshot = snapshot(needed, attempt)) {
                return question.ask(snapshot);
            } catch (IndexException e) {
                // a wrong query fails again
                if (!mayAskAgain.getAsBoolean() || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The rows that one query finds; see {@link Snapshot#query}. */
    public <T> List<T> query(Collection<LogTable> needed, String sql, List<?> parameters, RowReader<T> reader)
            throws IOException {
        return ask(needed, snapshot -> snapshot.query(sql, parameters, reader));
    }

    /** As {@link #query}, for more rows than should be in memory at once. */
    public void visit(Collection<LogTable> needed, String sql, List<?> parameters, RowVisitor visitor)
            throws IOException {
        // asking once more would give rows twice
        boolean[] hasGivenRows = {false};
        Question<Boolean> question = snapshot -> {
            snapshot.visit(sql, parameters, row -> {
                hasGivenRows[0] = true;
                visitor.row(row);
            });
            return true;
        };
        ask(needed, question, () -> !hasGivenRows[0]);
    }

    /** As {@link #visit}, of a query without parameters. */
    public void visitValues(Collection<LogTable> needed, String sql, ValueVisitor visitor) throws IOException {
        List<ResultColumn> columns = ask(needed, snapshot -> snapshot.columnsOf(sql));
        visitor.columns(columns);
        visit(needed, BoundedRows.asTexts(sql, columns), List.of(), row -> {
            List<JsonValue> values = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                values.add(columns.get(i).value(row.getString(i + 1)));
            }
            visitor.row(values);
        });
    }

    /**
     * Writes the rows that a query finds into a Parquet file; the same rows give the same bytes.
     *
     * @param file that is not there, in a folder where nobody else looks: it is not synced, and has a usual mode
     */
    public WrittenRows writeParquet(Collection<LogTable> needed, String sql, Path file) throws IOException {
        return ask(needed, snapshot -> new WrittenRows(snapshot.writeParquet(sql, file), false));
    }

    private static List<Gaps> gaps(List<IndexedTable> asked) throws IOException {
        List<Gaps> gaps = new ArrayList<>();
        for (IndexedTable table : asked) {
            gaps.add(table.gaps());
        }
        return gaps;
    }

    private Snapshot snapshot(Collection<LogTable> needed, int attempt) throws IOException {
        List<IndexedTable> asked = new ArrayList<>();
        for (LogTable table : needed) {
            if (fixed.contains(table.name())) {
                continue;
            }
            IndexedTable indexed = tables.get(table.name());
            if (indexed == null) {
                throw new IllegalArgumentException(
                        "expected one of the tables " + tables.keySet() + ", found " + table.name());
            }
            asked.add(indexed);
        }
        refreshing.lock();
        try {
            for (IndexedTable table : asked) {
                if (attempt > 1) {
                    table.removeUnreadable();
                }
                table.refresh(attempt < MAX_ATTEMPTS);
            }
            for (LogTable table : needed) {
                for (DerivedTable other : table.derived()) {
                    derive(other);
                }
            }
            return new Snapshot(engine.another(), gaps(asked));
        } finally {
            refreshing.unlock();
        }
    }

    private Object state(String source) {
        DerivedRows made = derived.get(source);
        IndexedTable indexed = tables.get(source);
        return made != null ? made.version() : indexed != null ? indexed.state() : source;
    }

    private void derive(DerivedTable table) throws IOException {
        List<Object> state = new ArrayList<>();
        for (String source : table.sources()) {
            state.add(state(source));
        }
        derived.computeIfAbsent(table.name(), name -> new DerivedRows(table, engine))
                .refresh(state);
    }

    /**
     * Makes the file of one closed part that has none, so that the next question finds it.
     *
     * @return whether there was such a part
     */
    public boolean makeFile() throws IOException {
        refreshing.lock();
        try {
            for (IndexedTable table : tables.values()) {
                if (table.makeFile()) {
                    return true;
                }
            }
            return false;
        } finally {
            refreshing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
