package dev.candor.index;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Takes the rows that a query found, one by one. */
public interface RowVisitor {
    /** One row: the one that the result stands at. */
    void row(ResultSet row) throws SQLException, IOException;
}
