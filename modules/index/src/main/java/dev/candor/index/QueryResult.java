package dev.candor.index;

import dev.candor.foundation.json.JsonValue;
import java.util.List;

/**
 * What a query found.
 *
 * @param columns with names that differ
 * @param rows a value for each column: texts, numbers, booleans, nulls; times as ISO 8601 in UTC; nested values as JSON
 * @param isCut whether there are more rows than were asked for
 */
public record QueryResult(List<ResultColumn> columns, List<List<JsonValue>> rows, boolean isCut) {
    /** Copies the lists. */
    public QueryResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
