package dev.candor.export;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.ItemStats;
import dev.candor.export.internal.item.ItemTexts;
import dev.candor.export.internal.item.ParquetItems;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * Gives the statistics of all items, sorted by id: counts, rates and times, never paths, errors or call counts. The same
 * statistics give the same bytes.
 */
public final class ItemsExport {
    private final AggregateStore store;
    private final boolean spreadsheetSafe;

    /**
     * An export of a store.
     *
     * @param spreadsheetSafe whether a CSV cell that a spreadsheet could take for a formula gets an apostrophe before it
     */
    public ItemsExport(AggregateStore store, boolean spreadsheetSafe) {
        this.store = store;
        this.spreadsheetSafe = spreadsheetSafe;
    }

    /**
     * A file that holds the statistics.
     *
     * @param items how many items it has
     * @param isUnchanged whether it stood there already, with the same bytes
     */
    public record Written(Path file, long bytes, int items, boolean isUnchanged) {}

    /**
     * The statistics as text, with a newline at the end.
     *
     * @throws ToolException {@code store-unavailable}, or {@code format-invalid} for Parquet, which is no text
     */
    public String text(ItemsFormat format) throws ToolException {
        return text(format, items());
    }

    /**
     * Writes the statistics into a file, as a whole or not at all. A file that stands there is replaced only if that
     * changes nothing, or by force; a link, a folder or a device never is.
     *
     * @throws ToolException {@code store-unavailable}, {@code file-exists}, {@code file-special},
     *     {@code file-unwritable}, {@code parquet-unavailable}
     */
    public Written write(ItemsFormat format, Path file, boolean force) throws ToolException {
        ExportedFile.mustBeRegular(file);
        SortedMap<String, ItemStats> items = items();
        ExportedFile written = format == ItemsFormat.PARQUET
                ? writeParquet(items, file, force)
                : writeText(format, items, file, force);
        return new Written(written.file(), written.bytes(), items.size(), written.isUnchanged());
    }

    private ExportedFile writeText(ItemsFormat format, SortedMap<String, ItemStats> items, Path file, boolean force)
            throws ToolException {
        byte[] bytes = text(format, items).getBytes(StandardCharsets.UTF_8);
        return ExportedFile.write(file, out -> out.write(bytes), force);
    }

    private static ExportedFile writeParquet(SortedMap<String, ItemStats> items, Path file, boolean force)
            throws ToolException {
        try {
            return ExportedFile.writeMade(file, made -> ParquetItems.write(items, made), force);
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "parquet-unavailable", "Parquet cannot be written here: " + Reasons.of(e) + ".");
        }
    }

    private SortedMap<String, ItemStats> items() throws ToolException {
        try {
            return store.list();
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "store-unavailable", "The statistics cannot be read: " + Reasons.of(e) + ".");
        }
    }

    private String text(ItemsFormat format, SortedMap<String, ItemStats> items) throws ToolException {
        return switch (format) {
            case JSON -> ItemTexts.json(items);
            case CSV -> ItemTexts.csv(items, spreadsheetSafe);
            case NDJSON -> ItemTexts.ndjson(items);
            case PARQUET ->
                throw new ToolException(
                        Kind.INVALID_ARGUMENTS, "format-invalid", "Parquet is no text: name a file to write it into.");
        };
    }
}
