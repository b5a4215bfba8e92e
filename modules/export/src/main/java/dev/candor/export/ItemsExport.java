package dev.candor.export;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.ItemStats;
import dev.candor.export.internal.item.ItemTexts;
import dev.candor.export.internal.item.ParquetItems;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
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
     * changes nothing, or by force.
     *
     * @throws ToolException {@code store-unavailable}, {@code file-exists}, {@code file-unwritable},
     *     {@code parquet-unavailable}
     */
    public Written write(ItemsFormat format, Path file, boolean force) throws ToolException {
        SortedMap<String, ItemStats> items = items();
        try {
            byte[] bytes = format == ItemsFormat.PARQUET
                    ? parquet(items, file)
                    : text(format, items).getBytes(StandardCharsets.UTF_8);
            boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            boolean same = there && Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes);
            if (there && !same && !(force && Files.isRegularFile(file))) {
                throw new ToolException(
                        Kind.REFUSED,
                        "file-exists",
                        file + " is there with another content, and was left as it is. Name another file, or replace it"
                                + " with --force.");
            }
            if (!same) {
                PrivateFiles.replace(file, bytes);
            }
            return new Written(file, bytes.length, items.size(), same);
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "file-unwritable", file + " cannot be written: " + Reasons.of(e) + ".");
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

    /** DuckDB writes files by itself, so it does that in a folder where nobody else looks. */
    private static byte[] parquet(SortedMap<String, ItemStats> items, Path file) throws ToolException, IOException {
        Path folder = file.resolveSibling("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".tmp");
        Path staged = folder.resolve("items.parquet");
        PrivateFiles.createFolders(folder);
        try {
            ParquetItems.write(items, staged);
            return Files.readAllBytes(staged);
        } catch (SQLException | LinkageError e) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    "parquet-unavailable",
                    "Parquet cannot be written here: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + ". It needs DuckDB, which stands in lib/analytics of an installation.");
        } finally {
            PrivateFiles.remove(staged);
            PrivateFiles.removeIfEmpty(folder);
        }
    }
}
