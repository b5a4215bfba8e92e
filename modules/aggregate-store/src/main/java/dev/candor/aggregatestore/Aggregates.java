package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.yaml.YamlWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statistics of all items, growing row by row. What the rows are folded into gives the same result each time. */
final class Aggregates {
    private final Map<String, StoredItem> items;
    private final Map<String, JsonValue> others;
    private Optional<String> updated;

    /**
     * Statistics to go on from.
     *
     * @param others what other programs keep beside the items
     * @param updated when the last change was made
     */
    Aggregates(Map<String, StoredItem> items, Map<String, JsonValue> others, Optional<String> updated) {
        this.items = new LinkedHashMap<>(items);
        this.others = others;
        this.updated = updated;
    }

    static Aggregates none() {
        return new Aggregates(Map.of(), Map.of(), Optional.empty());
    }

    void apply(LogRow row) {
        if (row instanceof LogRow.Run run) {
            put(run.itemId(), item(run.itemId(), run.execution().itemType()).plus(run));
        } else if (row instanceof LogRow.Access access) {
            put(access.itemId(), item(access.itemId(), ItemType.KNOWLEDGE).plus(access));
        } else if (row.itemId().equals(ItemStats.ALL)) {
            items.clear();
        } else {
            items.remove(row.itemId());
        }
        updated = Optional.of(row.timestamp());
    }

    private void put(String id, ItemStats stats) {
        items.put(id, StoredItem.of(stats));
    }

    private ItemStats item(String id, ItemType type) {
        return item(id).orElseGet(() -> ItemStats.none(type));
    }

    /** The statistics of an item. */
    Optional<ItemStats> item(String id) {
        StoredItem known = items.get(id);
        return known == null ? Optional.empty() : Optional.of(known.stats(id));
    }

    /** These statistics for some items, the others' for all others; updated is this one's. */
    Aggregates completedBy(Aggregates other, Set<String> kept) {
        Map<String, StoredItem> all = new LinkedHashMap<>(items);
        all.keySet().retainAll(kept);
        other.items.forEach((id, item) -> {
            if (!kept.contains(id)) {
                all.put(id, item);
            }
        });
        return new Aggregates(all, others, updated.or(() -> other.updated));
    }

    /** The statistics of all items by id, in the order they were first seen. */
    Map<String, ItemStats> items() {
        Map<String, ItemStats> all = new LinkedHashMap<>();
        items.forEach((id, item) -> all.put(id, item.stats(id)));
        return all;
    }

    Set<String> ids() {
        return Collections.unmodifiableSet(items.keySet());
    }

    /** Writes all items, in that order. */
    void writeTo(YamlWriter yaml) {
        items.forEach((id, item) -> item.writeTo(yaml, id));
    }

    Map<String, JsonValue> others() {
        return others;
    }

    Optional<String> updated() {
        return updated;
    }
}
