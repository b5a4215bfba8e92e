package dev.candor.app.mcp;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.ItemStats;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.CodePoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The items of a store. Safe for concurrent use. */
public final class StoreItems implements KnownItems {
    private final AggregateStore store;

    /** The items that this store has statistics of. */
    public StoreItems(AggregateStore store) {
        this.store = store;
    }

    @Override
    public List<String> matching(String typed) {
        if (CodePoints.exceed(typed, ItemStats.MAX_ID_LENGTH)) {
            return List.of();
        }
        try {
            return BestMatches.of(typed, store.list().keySet());
        } catch (IOException e) {
            throw new UncheckedIOException("the statistics cannot be read: " + Reasons.of(e), e);
        }
    }
}
