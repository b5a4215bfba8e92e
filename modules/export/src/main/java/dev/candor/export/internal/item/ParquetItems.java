package dev.candor.export.internal.item;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statistics of all items as a Parquet file with typed columns, written by DuckDB in this process. */
public final class ParquetItems {
    private static final int BATCH = 1000;

    private ParquetItems() {}

    /**
     * Writes the file; the same statistics give the same bytes.
     *
     * @throws SQLException when DuckDB cannot write it
     */
    public static void write(SortedMap<String, ItemStats> items, Path file)
            throws DuckDbMissingException, SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            // one thread, so that rows keep their order; nothing is fetched, and nothing written elsewhere
            statement.execute("SET threads = 1");
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET temp_directory = ''");
            statement.execute("CREATE TABLE items (" + columns() + ")");
            insert(connection, items);
            statement.execute(
                    "COPY items TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private static Connection connection() throws DuckDbMissingException {
        try {
            return DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException | LinkageError e) {
            throw new DuckDbMissingException(e);
        }
    }

    private static String columns() {
        return Stream.of(ItemColumn.values())
                .map(column -> column.title() + " " + column.sqlType())
                .collect(Collectors.joining(", "));
    }

    private static void insert(Connection connection, SortedMap<String, ItemStats> items) throws SQLException {
        ItemColumn[] columns = ItemColumn.values();
        String marks = Stream.of(columns).map(column -> "?").collect(Collectors.joining(", "));
        int waiting = 0;
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO items VALUES (" + marks + ")")) {
            for (Map.Entry<String, ItemStats> item : items.entrySet()) {
                for (int i = 0; i < columns.length; i++) {
                    set(row, i + 1, columns[i], columns[i].of(item.getKey(), item.getValue()));
                }
                row.addBatch();
                if (++waiting % BATCH == 0) {
                    row.executeBatch();
                }
            }
            if (waiting % BATCH != 0) {
                row.executeBatch();
            }
        }
    }

    private static void set(PreparedStatement row, int at, ItemColumn column, JsonValue value) throws SQLException {
        if (value instanceof StringValue text) {
            row.setObject(at, column.sqlType().equals("TIMESTAMPTZ") ? OffsetDateTime.parse(text.text()) : text.text());
        } else if (value instanceof NumberValue number && column.sqlType().equals("BIGINT")) {
            row.setLong(at, number.number().longValueExact());
        } else if (value instanceof NumberValue number) {
            row.setDouble(at, number.number().doubleValue());
        } else {
            row.setNull(at, Types.NULL);
        }
    }
}
