package dev.candor.index;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes a value of each row that a query found.
 *
 * @param <T> the value
 */
public interface RowReader<T> {
    /** The value of the row that the result stands at. */
    T read(ResultSet row) throws SQLException;
}
