package dev.candor.export.internal.item;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.execution.BakeableItem;
import dev.candor.execution.BakeableItem.Result;
import dev.candor.execution.ItemFiles;
import dev.candor.execution.ItemStatistics;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.foundation.tool.Wording;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The part of {@code export_telemetry} that changes an item's file. */
public final class ItemFileBaking {
    private static final String ITEM_PATH = "item_path";
    private static final String UNBAKE = "unbake";
    private static final String DRY_RUN = "dry_run";
    private static final int LONGEST_PATH = 4096;

    private final ItemFiles files;

    /** See {@code ExportTelemetryTool}. */
    public ItemFileBaking(ItemFiles files) {
        this.files = files;
    }

    /**
     * Changes the file that the arguments name, and tells what became of it; empty when they name none.
     *
     * @param stats of the item, if there are any
     */
    public Optional<ObjectValue> file(ObjectValue arguments, String itemId, Optional<ItemStats> stats)
            throws ToolException {
        Optional<String> path = arguments.text(ITEM_PATH);
        boolean unbake = isTrue(arguments, UNBAKE);
        boolean dryRun = isTrue(arguments, DRY_RUN);
        if (path.isEmpty()) {
            if (unbake || dryRun) {
                throw new ToolException(
                        Kind.INVALID_ARGUMENTS,
                        "item-path-missing",
                        "unbake and dry_run are about the item's file: item_path must name it.");
            }
            return Optional.empty();
        }
        BakeableItem item = files.open(path.get());
        mustBe(itemId, item);
        Optional<ItemStatistics> statistics = unbake ? Optional.empty() : Optional.of(statistics(itemId, stats));
        Result result = statistics.isPresent() ? item.bake(statistics.get(), dryRun) : item.unbake(dryRun);
        return Optional.of(new ObjectValue(Map.of(
                "path", JsonValue.of(item.path().toString()),
                "item_type", JsonValue.of(item.type()),
                "change", JsonValue.of(word(result.change())),
                "dry_run", JsonValue.of(dryRun),
                "signature", JsonValue.of(word(result.signature())),
                "section", statistics.<JsonValue>map(ItemStatistics::json).orElseGet(NullValue::new))));
    }

    private static boolean isTrue(ObjectValue arguments, String name) {
        return arguments.members().get(name) instanceof BooleanValue value && value.value();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
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

    private static ItemStatistics statistics(String itemId, Optional<ItemStats> stats) throws ToolException {
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

    /** What became of the file, in a sentence. */
    public static String summary(ObjectValue file) {
        String path = Wording.line(file.text("path").orElse(""), LONGEST_PATH);
        boolean would = isTrue(file, DRY_RUN);
        String signature = file.text("signature").filter("renewed"::equals).isPresent()
                ? " Its signature " + (would ? "would be" : "was") + " renewed."
                : "";
        String done = would ? " would be " : " was ";
        return switch (file.text("change").orElse("")) {
            case "baked" -> path + done + "given its statistics." + signature;
            case "rebaked" -> path + done + "given its new statistics." + signature;
            case "unbaked" -> path + done + "restored to what it was without statistics." + signature;
            default -> path + " is so already; nothing " + (would ? "would be" : "was") + " written.";
        };
    }
}
