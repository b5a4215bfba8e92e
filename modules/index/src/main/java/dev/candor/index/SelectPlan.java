package dev.candor.index;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a query gives, and which columns it needs for that.
 *
 * @param columns of the result
 * @param named of the tables, in lower case; empty when all may be needed
 */
record SelectPlan(List<ResultColumn> columns, Optional<Set<String>> named) {
    /**
     * Checks a query in an engine that has the tables without a row.
     *
     * @throws IndexException when it is no single SELECT, or is wrong
     */
    static SelectPlan of(Engine engine, String sql, List<LogTable> tables) throws IOException {
        String tree = SingleSelect.check(engine, sql);
        List<ResultColumn> columns = engine.columnsOf(sql);
        if (columns.size() > SqlSandbox.MAX_COLUMNS) {
            throw new IndexException("the result has " + columns.size() + " columns, and at most "
                    + SqlSandbox.MAX_COLUMNS + " are given");
        }
        return new SelectPlan(columns, named(tree, tables));
    }

    private static Optional<Set<String>> named(String tree, List<LogTable> tables) {
        try {
            return NamedColumns.of(JsonValue.parse(tree), tables);
        } catch (JsonSyntaxException e) {
            // nested more deeply than our reader goes
            return Optional.empty();
        }
    }

    /** Whether the text of a query has the name of a table, maybe in a text of its own. */
    static boolean names(String sql, LogTable table) {
        return Pattern.compile("\\b" + table.name() + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }

    boolean isOfAllColumns() {
        return named.isEmpty();
    }

    /** At least one, by which rows can be counted. */
    List<Column> columnsOf(LogTable table) {
        List<Column> all = table.allColumns();
        List<Column> needed = named.map(names -> all.stream()
                        .filter(column -> names.contains(column.name().toLowerCase(Locale.ROOT)))
                        .toList())
                .orElse(all);
        return needed.isEmpty() ? all.subList(1, 2) : needed;
    }
}
