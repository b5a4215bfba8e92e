package dev.candor.aggregatestore;

import dev.candor.foundation.text.CodePoints;

/** What statistics are kept under: {@code category/name@version}, a name, or a hash of the content. */
public final class ItemId {
    /** Means all items where one can be named. */
    public static final String ALL = "*";

    /** The longest id, in characters; YAML keys end at 1024 when written. */
    public static final int MAX_LENGTH = 256;

    private ItemId() {}

    /**
     * The id, when it can be one.
     *
     * @throws IllegalArgumentException when it is empty, too long, {@value #ALL}, or holds control characters
     */
    static String valid(String id) {
        if (id.isBlank() || CodePoints.exceed(id, MAX_LENGTH)) {
            throw new IllegalArgumentException("the item's id must have 1 to " + MAX_LENGTH
                    + " characters, for instance core/create_tool@1.0.0, found " + CodePoints.count(id));
        }
        if (id.equals(ALL)) {
            throw new IllegalArgumentException("the item's id must name one item, found \"*\", which means all");
        }
        if (id.chars().anyMatch(ItemId::isInvisible)) {
            throw new IllegalArgumentException(
                    "the item's id must not hold control characters, line separators or byte order marks");
        }
        return id;
    }

    /** What must be escaped in YAML, where an escaped key can get too long to be one. */
    private static boolean isInvisible(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c >= 0xFFFE;
    }
}
