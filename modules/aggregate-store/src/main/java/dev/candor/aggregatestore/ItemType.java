package dev.candor.aggregatestore;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an item is. */
public enum ItemType {
    DIRECTIVE,
    TOOL,
    KNOWLEDGE;

    /** The type of that word. */
    public static Optional<ItemType> of(String word) {
        return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** How rows and files write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
