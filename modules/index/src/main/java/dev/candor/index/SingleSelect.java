package dev.candor.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the text of a query is one SELECT, as DuckDB parses it. */
final class SingleSelect {
    private static final String CHECK = "SELECT j->>'error', j->>'error_type', j->>'error_message', j->>'position',"
            + " json_array_length(j, '$.statements'), j FROM (SELECT json_serialize_sql(CAST(? AS VARCHAR)) AS j)";

    private SingleSelect() {}

    /**
     * Checks a text that was not prepared yet: preparing several statements runs all but the last.
     *
     * @return its syntax tree, as JSON
     * @throws IndexException when it is something else, or cannot be parsed, with the place
     */
    static String check(Engine engine, String sql) throws IOException {
        List<String> tree = new ArrayList<>();
        engine.visit(CHECK, List.of(sql), row -> {
            if (row.getString(1).equals("false")) {
                long statements = row.getLong(5);
                if (statements != 1) {
                    throw new IndexException("expected one SELECT, found " + (statements == 0 ? "none" : statements));
                }
                tree.add(row.getString(6));
            } else if (row.getString(2).equals("parser")) {
                throw new IndexException(
                        "Parser Error: " + SqlErrorSentence.of(row.getString(3)) + place(sql, row.getString(4)));
            } else {
                throw new IndexException("expected one SELECT, found " + firstWord(sql)
                        + ": a query reads the tables, and changes and reads nothing else");
            }
        });
        return tree.getFirst();
    }

    /** A place, or nothing when DuckDB knows none. */
    private static String place(String sql, @Nullable String position) {
        if (position == null) {
            return "";
        }
        String before = sql.substring(0, Math.clamp(Long.parseLong(position), 0, sql.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return " (line " + line + ", character " + (before.length() - before.lastIndexOf('\n')) + ")";
    }

    private static String firstWord(String sql) {
        String word = sql.strip().split("[^A-Za-z]", 2)[0];
        return word.isEmpty() ? "none" : "'" + word + "'";
    }
}
