package dev.candor.app.cli;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.CsvText;
import dev.candor.index.QueryResult;
import dev.candor.index.ResultColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the result of a query is written: each with a newline at the end. */
enum QueryFormat {
    /** Columns for a person. */
    TABLE,
    /** One array of objects, on one line. */
    JSON,
    /** An object a line. */
    NDJSON,
    /** RFC 4180 with LF and a header; null is an empty cell, an empty text is {@code ""}. */
    CSV,
    /** Typed columns, nested ones as well; no text. */
    PARQUET;

    static Optional<QueryFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String[] words() {
        return Arrays.stream(values()).map(QueryFormat::word).toArray(String[]::new);
    }

    String text(QueryResult result) {
        return switch (this) {
            case TABLE -> table(result);
            case JSON -> "[" + objects(result).collect(Collectors.joining(",")) + "]\n";
            case NDJSON -> objects(result).map(line -> line + "\n").collect(Collectors.joining());
            case CSV -> csv(result);
            case PARQUET -> throw new IllegalArgumentException("Parquet is no text");
        };
    }

    private static String table(QueryResult result) {
        if (result.rows().isEmpty()) {
            return "no rows\n";
        }
        List<Page.Column> columns = result.columns().stream()
                .map(column -> column.isNumber() ? Page.Column.number(column.name()) : Page.Column.text(column.name()))
                .toList();
        List<List<String>> rows = result.rows().stream()
                .map(row -> row.stream().map(QueryFormat::plain).toList())
                .toList();
        return new Page().table(columns, rows).text() + "\n";
    }

    private static String plain(JsonValue value) {
        return switch (value) {
            case NullValue none -> "";
            case StringValue text -> text.text();
            default -> JsonWriter.compact(value);
        };
    }

    private static Stream<String> objects(QueryResult result) {
        List<String> names = names(result.columns());
        return result.rows().stream().map(row -> object(names, row));
    }

    /** Names of columns as JSON writes them. */
    static List<String> names(List<ResultColumn> columns) {
        return columns.stream()
                .map(column -> JsonWriter.compact(JsonValue.of(column.name())))
                .toList();
    }

    /** Members in the order of the columns, which the query chose. */
    static String object(List<String> names, List<JsonValue> row) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i) + ":" + JsonWriter.compact(row.get(i)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String csv(QueryResult result) {
        return Stream.concat(
                        Stream.of(header(result.columns())),
                        result.rows().stream().map(row -> csvLine(row, false)))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    static String header(List<ResultColumn> columns) {
        return columns.stream()
                .map(ResultColumn::name)
                .map(name -> CsvText.cell(name, false))
                .collect(Collectors.joining(","));
    }

    static String csvLine(List<JsonValue> row, boolean spreadsheetSafe) {
        return row.stream().map(value -> cell(value, spreadsheetSafe)).collect(Collectors.joining(","));
    }

    private static String cell(JsonValue value, boolean spreadsheetSafe) {
        return switch (value) {
            case NullValue none -> "";
            case NumberValue number -> number.text();
            default -> CsvText.cell(plain(value), spreadsheetSafe);
        };
    }
}
