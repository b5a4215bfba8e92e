package dev.candor.index;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of a log as a table: a column for each member that its contract names, and before them {@code part} and
 * {@code seq}, by which rows are in the log's order, after them {@code row}, the row itself as JSON.
 *
 * @param name the contract's id with underscores
 * @param members of the rows, each a column of the files
 * @param columns those of the table
 * @param view the table, as a query over {@code stored}, which has part, seq, the members and row
 * @param derived tables that are made of this one where it is needed, in this order
 */
public record LogTable(
        String name, List<Column> members, List<Column> columns, String view, List<DerivedTable> derived) {
    /** Copies the columns. */
    public LogTable {
        members = List.copyOf(members);
        columns = List.copyOf(columns);
        derived = List.copyOf(derived);
    }

    /** A table of which no other is made. */
    public LogTable(String name, List<Column> members, List<Column> columns, String view) {
        this(name, members, columns, view, List.of());
    }

    /** The same, of which others are made. */
    public LogTable deriving(DerivedTable... others) {
        return new LogTable(name, members, columns, view, List.of(others));
    }

    /** A table of the members as they are. */
    public LogTable(String name, List<Column> members) {
        this(name, members, members, "FROM stored");
    }

    /** The table of a contract, with the columns that its JSON Schema describes. */
    public static LogTable of(Contract contract) {
        return of(contract.id().replace('-', '_'), ObjectValue.parse(contract.schemaFile()));
    }

    /** A table with the columns that a JSON Schema of its rows describes. */
    public static LogTable of(String name, ObjectValue schema) {
        List<Column> columns = new ArrayList<>();
        schema.object("properties").members().forEach((member, value) -> {
            ObjectValue property = value instanceof ObjectValue object ? object : new ObjectValue(Map.of());
            columns.add(new Column(
                    member, type(member, property), property.text("description").orElse("")));
        });
        return new LogTable(name, columns);
    }

    private static Column.Type type(String member, ObjectValue property) {
        String type = property.members().get("type") instanceof ArrayValue several
                ? firstOf(several)
                : property.text("type").orElse("object");
        return switch (type) {
            case "string" ->
                member.startsWith("timestamp") || property.text("format").isPresent()
                        ? Column.Type.TIME
                        : Column.Type.TEXT;
            case "integer" -> Column.Type.INTEGER;
            case "number" -> Column.Type.NUMBER;
            case "boolean" -> Column.Type.BOOLEAN;
            default -> Column.Type.JSON;
        };
    }

    /** Contracts write a type that may be null as two types. */
    private static String firstOf(ArrayValue types) {
        return types.items().stream()
                .filter(StringValue.class::isInstance)
                .map(type -> ((StringValue) type).text())
                .filter(type -> !type.equals("null"))
                .findFirst()
                .orElse("object");
    }

    /** All columns, those that no contract names as well. */
    public List<Column> allColumns() {
        List<Column> all = new ArrayList<>();
        all.add(new Column("part", Column.Type.TEXT, "Part of the log that has the row."));
        all.add(new Column("seq", Column.Type.INTEGER, "Number of the row in its part, from 0."));
        all.addAll(columns);
        all.add(new Column("row", Column.Type.TEXT, "The row itself, as JSON: row->>'$.name' is a member of it."));
        return all;
    }

    /** Creates the table without a row. */
    String emptyTable() {
        return "CREATE TABLE " + name + " ("
                + allColumns().stream()
                        .map(column ->
                                '"' + column.name() + "\" " + column.type().sql())
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** As {@code CREATE TABLE} names those that are stored. */
    String definition() {
        return "part VARCHAR, seq BIGINT, "
                + members.stream()
                        .map(column ->
                                '"' + column.name() + "\" " + column.type().sql() + ", ")
                        .collect(Collectors.joining())
                + "row VARCHAR";
    }

    /** As a query lists what is stored. */
    String storedColumns() {
        return "part, seq, "
                + members.stream().map(column -> '"' + column.name() + "\", ").collect(Collectors.joining()) + "row";
    }

    /** Part of the names of its files: another one when members or their types change. */
    String version() {
        return HexFormat.of().toHexDigits(definition().hashCode());
    }

    /** The table, over a query that gives what is stored. */
    String viewOf(String stored) {
        return "WITH stored AS (" + stored + ") " + view;
    }

    /** A query of all members over a table that has only {@code part, seq, row}. */
    String selectFrom(String rows) {
        Map<String, JsonValue> types = new LinkedHashMap<>();
        members.forEach(column -> types.put(column.name(), JsonValue.of(column.extracted())));
        String structure = JsonWriter.compact(new ObjectValue(types)).replace("'", "''");
        return "SELECT part, seq, "
                + members.stream().map(column -> column.selected() + ", ").collect(Collectors.joining())
                + "row FROM (SELECT part, seq, row, json_transform(row, '" + structure + "') AS r FROM " + rows + ")";
    }
}
