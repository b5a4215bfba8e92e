package dev.candor.index;

import dev.candor.foundation.json.JsonValue;
import dev.candor.index.SqlSandbox.Limits;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs a query that was checked, and gives its rows as values, within bounds. */
final class BoundedRows {
    private final Limits limits;
    private long characters;
    private long values;

    BoundedRows(Limits limits) {
        this.limits = limits;
    }

    QueryResult of(Engine engine, String sql, List<ResultColumn> columns) throws IOException {
        List<List<JsonValue>> rows = new ArrayList<>();
        engine.visit(bounded(sql, columns), List.of(), limits.timeout(), row -> rows.add(values(row, columns)));
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
                    .append("CASE WHEN strlen(" + text + ") > " + SqlSandbox.MAX_CELL
                            + " THEN error('a value of column ' || ")
                    .append(Engine.quoted(columns.get(i).name()))
                    .append(" || ' has ' || strlen(" + text + ") || ' bytes, and at most " + SqlSandbox.MAX_CELL
                            + " are given')")
                    .append(" ELSE " + text + " END");
        }
        return "SELECT " + cells + " FROM query(" + Engine.quoted(sql) + ") AS q(" + names + ") LIMIT "
                + (limits.rows() + 1L);
    }

    /** A query of ours, with each value as text. */
    static String asTexts(String sql, List<ResultColumn> columns) {
        List<String> names = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (ResultColumn column : columns) {
            String name = "c" + names.size();
            names.add(name);
            cells.add(column.asText(name));
        }
        return "SELECT " + String.join(", ", cells) + " FROM (" + sql + ") AS q(" + String.join(", ", names) + ")";
    }

    private List<JsonValue> values(ResultSet row, List<ResultColumn> columns) throws SQLException, IOException {
        List<JsonValue> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            String text = row.getString(i + 1);
            count(text == null ? 0 : text.length());
            cells.add(columns.get(i).value(text));
        }
        return cells;
    }

    private void count(long more) throws IndexException {
        characters += more;
        values++;
        if (values > SqlSandbox.MAX_VALUES) {
            throw new IndexException("the result has more than " + SqlSandbox.MAX_VALUES
                    + " values; ask for fewer columns or rows at once");
        }
        if (characters > SqlSandbox.MAX_RESULT) {
            throw new IndexException("the result has more than " + SqlSandbox.MAX_RESULT
                    + " characters; ask for fewer columns or rows at once");
        }
    }

    /** SQL allows a name twice, which a JSON object and a table do not. */
    static List<ResultColumn> named(List<ResultColumn> columns) {
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
}
