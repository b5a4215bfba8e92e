package dev.candor.index;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A column of a table.
 *
 * @param name also the name of the row's member that it shows
 * @param description what the contract says of it
 */
public record Column(String name, Type type, String description) {
    /** What a column holds. A value that cannot become one is null in it; {@code row} has it as it came. */
    public enum Type {
        /** Text. */
        TEXT("VARCHAR"),
        /** A whole number of 64 bits. */
        INTEGER("BIGINT"),
        /** A number, as a double. */
        NUMBER("DOUBLE"),
        /** True or false. */
        BOOLEAN("BOOLEAN"),
        /** A moment, to the microsecond. */
        TIME("TIMESTAMPTZ"),
        /** An object or an array, as JSON. */
        JSON("JSON");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** As SQL calls it. */
        public String sql() {
            return sql;
        }
    }

    /** The type that the member is taken out of the row with. */
    String extracted() {
        return type == Type.TIME ? Type.TEXT.sql() : type.sql();
    }

    /** The column, of a row that was taken apart into {@code r}. */
    String selected() {
        String member = "r.\"" + name + "\"";
        return (type == Type.TIME ? "TRY_CAST(" + member + " AS TIMESTAMPTZ)" : member) + " AS \"" + name + "\"";
    }

    /** As a query names these columns. */
    static String names(List<Column> columns) {
        return columns.stream().map(column -> '"' + column.name() + '"').collect(Collectors.joining(", "));
    }
}
