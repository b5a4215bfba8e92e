package dev.candor.index;

import dev.candor.foundation.json.JsonValue;
import java.io.IOException;
import java.util.List;

/** Takes the rows that a query found as values, one by one. */
public interface ValueVisitor {
    /** Once, before the first row. */
    void columns(List<ResultColumn> columns) throws IOException;

    /** A value for each column, as {@link QueryResult} has them. */
    void row(List<JsonValue> values) throws IOException;
}
