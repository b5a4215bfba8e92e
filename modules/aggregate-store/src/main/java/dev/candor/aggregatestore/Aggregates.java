package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The statistics of all items, growing row by row. What the rows are folded into gives the same result each time. */
final class Aggregates {
    private final Map<String, ItemStats> items;
    private final Map<String, JsonValue> others;
    private Optional<String> updated;

    /**
     * Statistics to go on from.
     *
     * @param others what other programs keep beside the items
     * @param updated when the last change was made
     */
    Aggregates(Map<String, ItemStats> items, Map<String, JsonValue> others, Optional<String> updated) {
        this.items = new LinkedHashMap<>(items);
        this.others = others;
        this.updated = updated;
    }

    static Aggregates none() {
        return new Aggregates(Map.of(), Map.of(), Optional.empty());
    }

    void apply(LogRow row) {
        if (row instanceof LogRow.Run run) {
            items.put(run.itemId(), item(run.itemId(), run.itemType()).plus(run));
        } else if (row instanceof LogRow.Access access) {
            items.put(access.itemId(), item(access.itemId(), ItemType.KNOWLEDGE).plus(access));
        } else if (row.itemId().equals(ItemId.ALL)) {
            items.clear();
        } else {
            items.remove(row.itemId());
        }
        updated = Optional.of(row.timestamp());
    }

    private ItemStats item(String id, ItemType type) {
        ItemStats known = items.get(id);
        return known == null ? ItemStats.none(type) : known;
    }

    /** By item id, in the order they were first seen. */
    Map<String, ItemStats> items() {
        return Collections.unmodifiableMap(items);
    }

    Map<String, JsonValue> others() {
        return others;
    }

    Optional<String> updated() {
        return updated;
    }
}
