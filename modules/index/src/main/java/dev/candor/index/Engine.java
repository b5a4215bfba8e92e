package dev.candor.index;

import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB in the memory of this process. */
final class Engine implements AutoCloseable {
    private static final List<String> SETTINGS = List.of(
            "SET TimeZone = 'UTC'",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET allow_community_extensions = false",
            "SET temp_directory = ''",
            "SET memory_limit = '1GB'");

    private static final String STREAMING = "jdbc_stream_results";

    private final DuckDBConnection connection;

    private Engine(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** An engine that gives rows as they are found. */
    static Engine open() throws IOException {
        return open(true);
    }

    /**
     * An engine.
     *
     * @param streaming whether rows come as they are found, not after all of them are in memory; a failure has no reason then
     */
    static Engine open(boolean streaming) throws IOException {
        try {
            Engine engine = new Engine(connect(streaming));
            for (String setting : SETTINGS) {
                engine.execute(setting);
            }
            return engine;
        } catch (SQLException | LinkageError e) {
            throw new IndexException(
                    isInstalled()
                            ? "DuckDB, which stands in lib/analytics of an installation, cannot be loaded: "
                                    + Reasons.of(e)
                            : "it takes the analytics part of Candor, which is not installed: install candor-analytics of"
                                    + " the same version, see docs/install.md",
                    e);
        }
    }

    private static boolean isInstalled() {
        return DriverManager.drivers()
                .anyMatch(driver -> driver.getClass().getPackageName().equals("org.duckdb"));
    }

    private static DuckDBConnection connect(boolean streaming) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(STREAMING, Boolean.toString(streaming));
        return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    }

    /** A second connection to the same tables. */
    Engine another() throws IOException {
        try {
            return new Engine(connection.duplicate());
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void execute(String sql) throws IOException {
        execute(sql, Duration.ZERO);
    }

    /** Executes a statement; see {@link #visit} for the timeout. */
    void execute(String sql, Duration timeout) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds(timeout));
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void visit(String sql, List<?> parameters, RowVisitor visitor) throws IOException {
        visit(sql, parameters, Duration.ZERO, visitor);
    }

    /**
     * Visits the rows that a query finds.
     *
     * @param timeout after which it is stopped, in whole seconds, rounded up; zero for never
     */
    void visit(String sql, List<?> parameters, Duration timeout, RowVisitor visitor) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(seconds(timeout));
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    visitor.row(found);
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** A text, as SQL writes it. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name, as SQL writes it. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A statement that writes the rows of a query; the same rows give the same bytes. */
    static String copyToParquet(String query, Path file) {
        return "COPY (" + query + ") TO " + quoted(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)";
    }

    private static int seconds(Duration timeout) {
        return Math.toIntExact(timeout.plusNanos(999_999_999).toSeconds());
    }

    /** The columns that a query gives, which is bound and not run. */
    List<ResultColumn> columnsOf(String sql) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData found = statement.getMetaData();
            List<ResultColumn> columns = new ArrayList<>();
            for (int i = 1; i <= found.getColumnCount(); i++) {
                columns.add(new ResultColumn(found.getColumnName(i), found.getColumnTypeName(i)));
            }
            return columns;
        } catch (SQLException e) {
            throw new IndexException(SqlErrorSentence.withPlace(String.valueOf(e.getMessage())), e);
        }
    }

    /** Appends rows to a table of {@code part, seq, row}. */
    Rows appender(String table, String part, long firstSeq) throws IOException {
        try {
            return new Rows(connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table), part, firstSeq);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Rows on their way into a table; they are there when this is closed. */
    static final class Rows implements AutoCloseable {
        private final DuckDBAppender appender;
        private final String part;
        private long seq;
        private String first = "";
        private String last = "";

        private Rows(DuckDBAppender appender, String part, long firstSeq) {
            this.appender = appender;
            this.part = part;
            this.seq = firstSeq;
        }

        void add(byte[] bytes, int from, int to) throws IOException {
            last = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            first = first.isEmpty() ? last : first;
            try {
                appender.beginRow();
                appender.append(part);
                appender.append(seq++);
                appender.append(last);
                appender.endRow();
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        /** The number of the row that comes next. */
        long seq() {
            return seq;
        }

        /** The first row; empty without any. */
        String first() {
            return first;
        }

        /** The last row; empty without any. */
        String last() {
            return last;
        }

        @Override
        public void close() throws IOException {
            try {
                appender.close();
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }

    private static IndexException failure(SQLException e) {
        return new IndexException(SqlErrorSentence.of(String.valueOf(e.getMessage())), e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
