package dev.candor.aggregatestore;

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
        if (id.isBlank() || id.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the item_id must have 1 to " + MAX_LENGTH
                    + " characters, for instance core/create_tool@1.0.0, found " + id.length());
        }
        if (id.equals(ALL)) {
            throw new IllegalArgumentException("the item_id must name one item, found \"*\", which means all");
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the item_id must not hold control characters");
        }
        return id;
    }
}
