package dev.candor.export.internal.item;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.index.EventIndex;
import dev.candor.index.LogTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statistics of all items as a Parquet file with typed columns. */
public final class ParquetItems {
    private static final LogTable TABLE = new LogTable(
            "items", Stream.of(ItemColumn.values()).map(ItemColumn::column).toList());

    private ParquetItems() {}

    /**
     * Writes the file; the same statistics give the same bytes.
     *
     * @throws IOException when DuckDB is missing or cannot write it
     */
    public static void write(SortedMap<String, ItemStats> items, Path file) throws IOException {
        try (EventIndex index = EventIndex.of(Map.of(TABLE, visitor -> {
            for (Map.Entry<String, ItemStats> item : items.entrySet()) {
                byte[] row = ItemTexts.row(item.getKey(), item.getValue()).getBytes(StandardCharsets.UTF_8);
                visitor.row(row, 0, row.length);
            }
        }))) {
            String columns =
                    Stream.of(ItemColumn.values()).map(ItemColumn::title).collect(Collectors.joining(", "));
            index.writeParquet(List.of(TABLE), "SELECT " + columns + " FROM items ORDER BY seq", file);
        }
    }
}
