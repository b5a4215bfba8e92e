package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;

/** An item with what it says of itself. */
public record FoundItem(ItemType type, ItemFile file, ItemMetadata metadata) {
    static FoundItem of(ItemType type, ItemFile file) {
        return new FoundItem(type, file, ItemMetadata.of(type, file));
    }

    /** What its statistics are kept under. */
    public String identity() {
        return ItemIdentity.of(type, file, metadata);
    }

    String category() {
        return ItemIdentity.category(type, file, metadata);
    }
}
