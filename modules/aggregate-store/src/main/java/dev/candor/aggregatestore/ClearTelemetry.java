package dev.candor.aggregatestore;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.util.Optional;

/** Forgets the statistics of an item, or of all. */
public final class ClearTelemetry implements Capability<ClearTelemetry.Query, ClearTelemetry.Cleared> {
    /** What doors know of it. */
    public static final Declaration<Query, Cleared> DECLARATION = Declaration.of(
                    "clear_telemetry",
                    "Clear telemetry",
                    ClearTelemetryQueryShape.INSTANCE,
                    ClearTelemetryClearedShape.INSTANCE,
                    """
                    Forgets the statistics of one item, or of all items when item_id is "*" or absent. Use it when an item \
                    changed so much that its old numbers mislead, or when the user asks to forget. This cannot be undone; \
                    ask before clearing all. The rows in the log stay until they are too old, and no longer count. \
                    Example: {"item_id": "core/create_tool@1.0.0"}""")
            .changes(true, true)
            .command(Command.of("clear", "Forget the statistics of an item, or of all.")
                    .operands("item_id")
                    .examples("candor clear core/create_tool@1.0.0", "candor clear --all"))
            .unavailable("store-unavailable", "the statistics cannot be cleared");

    private final AggregateStore store;

    /** Which item. */
    @Arguments
    record Query(
            @Doc("The item to forget; \"*\" or absent means all.") @Size(min = 1, max = 256)
            Optional<String> itemId,

            @Doc("Forget all items, as without item_id.") boolean all) {}

    /** What is forgotten. */
    @Result
    record Cleared(
            @Doc("What was to be cleared.") String itemId,

            @Doc("How many items had statistics.") @Range(min = 0)
            int cleared) {}

    /** The statistics of a store. */
    public ClearTelemetry(AggregateStore store) {
        this.store = store;
    }

    @Override
    public Cleared call(Query query, ToolContext context) throws ToolException, IOException {
        if (query.all() && query.itemId().isPresent()) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "arguments-invalid",
                    "{all} means every item, and {item_id} one of them; omit one of the two");
        }
        String itemId = query.itemId().orElse(ItemStats.ALL);
        return new Cleared(itemId, store.clear(itemId));
    }

    @Override
    public void tell(Cleared cleared, Page page) {
        page.line("forgot the statistics of " + Wording.count(cleared.cleared(), "item"));
        if (cleared.cleared() == 0 && !cleared.itemId().equals(ItemStats.ALL)) {
            page.line("there were none of " + cleared.itemId());
        }
    }
}
