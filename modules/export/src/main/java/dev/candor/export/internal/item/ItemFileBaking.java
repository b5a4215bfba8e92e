package dev.candor.export.internal.item;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.items.file.BakeableItem;
import dev.candor.items.file.BakeableItem.Result;
import dev.candor.items.file.ItemFiles;
import dev.candor.items.file.ItemStatistics;
import java.util.List;
import java.util.Optional;

/** The part of {@code export_telemetry} that changes an item's file. */
public final class ItemFileBaking {
    private final ItemFiles files;

    /** See {@code ExportTelemetry}. */
    public ItemFileBaking(ItemFiles files) {
        this.files = files;
    }

    /**
     * Changes an item's file, and tells what became of it.
     *
     * @param path of the file; where none is named, it is found by the id
     * @param unbake whether to take the statistics out of it
     * @param stats of the item, if there are any
     */
    public BakedFile file(
            Optional<String> path, String itemId, Optional<ItemStats> stats, boolean unbake, boolean dryRun)
            throws ToolException {
        BakeableItem item;
        if (path.isPresent()) {
            item = files.open(path.get());
            mustBe(itemId, item);
        } else {
            if (!unbake) {
                mustHaveRun(itemId, stats);
            }
            item = files.find(itemId, stats.map(ItemStats::paths).orElse(List.of()));
        }
        Optional<ItemStatistics> statistics = unbake ? Optional.empty() : Optional.of(mustHaveRun(itemId, stats));
        Result result = statistics.isPresent() ? item.bake(statistics.get(), dryRun) : item.unbake(dryRun);
        return new BakedFile(
                item.path().toString(), item.type(), result.change(), dryRun, result.signature(), statistics);
    }

    private static void mustBe(String itemId, BakeableItem item) throws ToolException {
        if (!item.identity().equals(itemId)) {
            throw new ToolException(
                    Kind.REFUSED,
                    "item-mismatch",
                    item.path() + " is another item: it is known as " + item.identity() + ", and item_id says " + itemId
                            + ". Name the file of that item, or this id; nothing was written.");
        }
    }

    private static ItemStatistics mustHaveRun(String itemId, Optional<ItemStats> stats) throws ToolException {
        return stats.flatMap(CarriedStatistics::of)
                .orElseThrow(() -> new ToolException(
                        Kind.REFUSED,
                        "item-never-ran",
                        itemId
                                + (stats.flatMap(ItemStats::accesses).isPresent()
                                        ? " was read but never ran"
                                        : " never ran")
                                + ", and what a file carries is about runs. Publish it without; nothing was written."));
    }
}
