package dev.candor.export.internal.item;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.CsvText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statistics of all items as text: sorted by id, one item a line, LF. The same statistics give the same text. */
public final class ItemTexts {
    private ItemTexts() {}

    /** One object with the list {@code items}. */
    public static String json(SortedMap<String, ItemStats> items) {
        return items.entrySet().stream()
                .map(item -> row(item.getKey(), item.getValue()))
                .collect(Collectors.joining(",\n", "{\"items\":[\n", "\n]}\n"))
                .replace("[\n\n]", "[]");
    }

    /** One object a line. */
    public static String ndjson(SortedMap<String, ItemStats> items) {
        return items.entrySet().stream()
                .map(item -> row(item.getKey(), item.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** One object. */
    static String row(String id, ItemStats item) {
        return JsonWriter.compact(object(id, item));
    }

    private static ObjectValue object(String id, ItemStats item) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (ItemColumn column : ItemColumn.values()) {
            members.put(column.title(), column.of(id, item));
        }
        members.put(
                "publish",
                PublishPayload.of(item)
                        .<JsonValue>map(PublishPayloadShape.INSTANCE::write)
                        .orElseGet(NullValue::new));
        return new ObjectValue(members);
    }

    /**
     * RFC 4180 with a header; what an item does not have is an empty cell.
     *
     * @param spreadsheetSafe whether a cell that a spreadsheet could take for a formula gets an apostrophe before it
     */
    public static String csv(SortedMap<String, ItemStats> items, boolean spreadsheetSafe) {
        String header = Stream.of(ItemColumn.values()).map(ItemColumn::title).collect(Collectors.joining(","));
        return items.entrySet().stream()
                .map(item -> Stream.of(ItemColumn.values())
                        .map(column -> cell(column.of(item.getKey(), item.getValue()), spreadsheetSafe))
                        .collect(Collectors.joining(",")))
                .map(row -> row + "\n")
                .collect(Collectors.joining("", header + "\n", ""));
    }

    private static String cell(JsonValue value, boolean spreadsheetSafe) {
        return switch (value) {
            case StringValue text -> CsvText.cell(text.text(), spreadsheetSafe);
            case NumberValue number -> CsvText.cell(number.text(), spreadsheetSafe);
            default -> "";
        };
    }
}
