package dev.candor.index;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns a query names, from its syntax tree as DuckDB writes it. Whatever may mean columns without naming them, such as a
 * star, a whole row or SQL within a text, means all of them: too many are loaded, never too few.
 */
final class NamedColumns {
    private static final Set<String> WITHOUT_NAMES = Set.of("STAR", "SHOW_REF", "PIVOT", "POSITIONAL_REFERENCE");
    private static final Set<String> FUNCTIONS_OF_VALUES =
            Set.of("range", "generate_series", "unnest", "json_each", "json_tree");

    /** Every part of every name that stands for a column. */
    private final Set<String> names = new HashSet<>();
    /** What a row as a whole is named by. */
    private final Set<String> relations = new HashSet<>();

    private final Set<String> tables = new HashSet<>();
    private final Set<String> queries = new HashSet<>();
    private final Set<String> last = new HashSet<>();
    private boolean isAll;

    private NamedColumns() {}

    /** In lower case; empty when all may be meant. */
    static Optional<Set<String>> of(JsonValue tree, Collection<LogTable> tables) {
        NamedColumns columns = new NamedColumns();
        columns.visit(tree);
        tables.forEach(table -> columns.queries.add(table.name()));
        boolean isRow = columns.last.stream().anyMatch(columns.relations::contains);
        boolean isOfCatalog = !columns.queries.containsAll(columns.tables);
        return columns.isAll || isRow || isOfCatalog ? Optional.empty() : Optional.of(columns.names);
    }

    private void visit(JsonValue value) {
        switch (value) {
            case ArrayValue array -> array.items().forEach(this::visit);
            case ObjectValue object -> {
                look(object);
                object.members().values().forEach(this::visit);
            }
            default -> {}
        }
    }

    private void look(ObjectValue node) {
        String type = node.text("type").orElse("");
        isAll |= WITHOUT_NAMES.contains(type)
                || WITHOUT_NAMES.contains(node.text("class").orElse(""))
                || node.text("ref_type").equals(Optional.of("NATURAL"))
                || (type.equals("TABLE_FUNCTION") && !isOfValues(node.object("function")));
        List<String> path =
                node.texts("column_names").stream().map(NamedColumns::lower).toList();
        if (!path.isEmpty()) {
            last.add(path.getLast());
            names.addAll(path);
        }
        node.texts("using_columns").forEach(name -> names.add(lower(name)));
        relation(node);
    }

    private static boolean isOfValues(ObjectValue function) {
        return FUNCTIONS_OF_VALUES.contains(function.text("function_name").orElse(""));
    }

    /** A table, a view of DuckDB's own, or a query with a name. */
    private void relation(ObjectValue node) {
        node.object("cte_map").objects("map").forEach(query -> addName(query, "key", queries));
        if (node.members().containsKey("sample")) {
            addName(node, "table_name", tables);
            addName(node, "table_name", relations);
            addName(node, "alias", relations);
            // names by place
            isAll |= !node.texts("column_name_alias").isEmpty()
                    || node.text("schema_name").filter(name -> !name.isEmpty()).isPresent();
        }
    }

    private static void addName(ObjectValue node, String member, Set<String> names) {
        node.text(member).filter(name -> !name.isEmpty()).ifPresent(name -> names.add(lower(name)));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
