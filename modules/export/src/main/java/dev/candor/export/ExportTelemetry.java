package dev.candor.export;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.ItemStats;
import dev.candor.export.internal.item.BakedFile;
import dev.candor.export.internal.item.CarriedStatistics;
import dev.candor.export.internal.item.PublishPayload;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.text.Wording;
import dev.candor.items.file.BakeableItem;
import dev.candor.items.file.ItemFiles;
import dev.candor.items.file.ItemStatistics;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a registry may be told of an item, beside it or in its file. */
public final class ExportTelemetry implements Capability<ExportTelemetry.Request, ExportTelemetry.Result> {
    /** What doors know of it; {@code candor export} does more, and is a verb of its own. */
    public static final Declaration<Request, Result> DECLARATION = Declaration.of(
                    "export_telemetry",
                    "Export telemetry",
                    ExportTelemetryRequestShape.INSTANCE,
                    ExportTelemetryResultShape.INSTANCE,
                    """
                    Gives the statistics of an item in the form that goes beside it to a registry when it is published: \
                    total_runs, success_rate (0 to 1) and avg_duration_ms, or null when it never ran. Paths, errors and \
                    call counts are private and never part of it. Use it before publishing an item, and send "telemetry" \
                    as a field of its own beside the item's content. So it changes nothing. With bake it also writes six \
                    numbers into the item's own file, as the key telemetry or as a comment, in the place of those that \
                    are there: do so only when the user asks that the file itself carries them. The file is found by \
                    the id, where the item ran and in the user path, unless item_path names it. \
                    unbake takes them out again and restores the file to the byte; dry_run says what would be done. \
                    Example: {"item_id": "core/create_tool@1.0.0"}""")
            .changes(false, true)
            .unavailable("store-unavailable", "the statistics cannot be read");

    private final AggregateStore store;
    private final ItemFiles files;

    /** Which item, and what is done with its file. */
    @Arguments
    record Request(
            @Doc("The item to export.") @Size(min = 1, max = 256)
            String itemId,

            @Doc("Write the statistics into the item's file.")
            boolean bake,

            @Doc(
                    "The item's file, to write its statistics into: absolute, or with a leading ~. Without it the file is found.")
            @Size(min = 1, max = 4096)
            Optional<String> itemPath,

            @Doc("Take the statistics out of the file instead of writing them into it.")
            boolean unbake,

            @Doc("Only say what would become of the file.") boolean dryRun) {}

    /** What may be published, and what became of the file. */
    @Schema.Result
    record Result(
            @Doc("The item asked for.") String itemId,

            @Doc("The publish payload; null when the item never ran.") @OrNull
            Optional<PublishPayload> telemetry,

            @Doc("What became of the item's file; only with bake, unbake or item_path.")
            Optional<BakedFile> file) {}

    /**
     * Exports the statistics of a store.
     *
     * @param files those that may be written into
     */
    public ExportTelemetry(AggregateStore store, ItemFiles files) {
        this.store = store;
        this.files = files;
    }

    /**
     * Gives the payload, and changes the item's file if asked to.
     *
     * @throws ToolException {@code item-path-missing}, {@code bake-or-unbake}, {@code item-mismatch},
     *     {@code item-never-ran}, and what
     *     {@code ItemFiles} and {@code BakeableItem} say of the file
     */
    @Override
    public Result call(Request request, ToolContext context) throws ToolException, IOException {
        boolean isAboutTheFile =
                request.bake() || request.unbake() || request.itemPath().isPresent();
        if (request.dryRun() && !isAboutTheFile) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENTS,
                    "item-path-missing",
                    "dry_run is about the item's file: say bake or unbake, or name the file with item_path.");
        }
        if (request.bake() && request.unbake()) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENTS,
                    "bake-or-unbake",
                    "bake writes the statistics into the item's file and unbake takes them out: say one of the two.");
        }
        Optional<ItemStats> stats = store.get(request.itemId());
        return new Result(
                request.itemId(),
                stats.flatMap(PublishPayload::of),
                isAboutTheFile ? Optional.of(changed(request, stats)) : Optional.empty());
    }

    /** Changes the item's file, and tells what became of it. */
    private BakedFile changed(Request request, Optional<ItemStats> stats) throws ToolException {
        String id = request.itemId();
        BakeableItem item;
        if (request.itemPath().isPresent()) {
            item = files.open(request.itemPath().get());
            mustBe(id, item);
        } else {
            if (!request.unbake()) {
                mustHaveRun(id, stats);
            }
            item = files.find(id, stats.map(ItemStats::paths).orElse(List.of()));
        }
        Optional<ItemStatistics> statistics = request.unbake() ? Optional.empty() : Optional.of(mustHaveRun(id, stats));
        BakeableItem.Result result =
                statistics.isPresent() ? item.bake(statistics.get(), request.dryRun()) : item.unbake(request.dryRun());
        return new BakedFile(
                item.path().toString(), item.type(), result.change(), request.dryRun(), result.signature(), statistics);
    }

    private static void mustBe(String itemId, BakeableItem item) throws ToolException {
        if (!item.identity().equals(itemId)) {
            throw new ToolException(
                    ToolException.Kind.REFUSED,
                    "item-mismatch",
                    item.path() + " is another item: it is known as " + item.identity() + ", and item_id says " + itemId
                            + ". Name the file of that item, or this id; nothing was written.");
        }
    }

    private static ItemStatistics mustHaveRun(String itemId, Optional<ItemStats> stats) throws ToolException {
        return stats.flatMap(CarriedStatistics::of)
                .orElseThrow(() -> new ToolException(
                        ToolException.Kind.REFUSED,
                        "item-never-ran",
                        itemId
                                + (stats.flatMap(ItemStats::accesses).isPresent()
                                        ? " was read but never ran"
                                        : " never ran")
                                + ", and what a file carries is about runs. Publish it without; nothing was written."));
    }

    @Override
    public void tell(Result result, Page page) {
        page.line(result.file()
                .map(BakedFile::words)
                .orElseGet(() -> result.telemetry()
                        .map(payload -> result.itemId() + " ran " + Wording.count(payload.totalRuns(), "time") + ", "
                                + Wording.percent(payload.successRate()) + " successfully, "
                                + Wording.duration(payload.avgDurationMs())
                                + " on average. The numbers in 'telemetry' may be published with it.")
                        .orElse(result.itemId() + " never ran: there is nothing to publish with it.")));
    }
}
