package dev.candor.execution.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What an item's statistics are kept under. */
final class ItemIdentity {
    private ItemIdentity() {}

    /**
     * {@code category/name@version} when all three are known, else the name, else the SHA-256 of the content without
     * baked statistics and signature, in lower case hexadecimal.
     */
    static String of(ItemType type, ItemFile file, ItemMetadata metadata) {
        String category = category(type, file, metadata);
        return metadata.name()
                .map(name -> category.isEmpty() || metadata.version().isEmpty()
                        ? name
                        : category + "/" + name + "@" + metadata.version().get())
                .orElseGet(() -> hash(BakedStatistics.removedFrom(file.latin(), file.fileName())));
    }

    /** The folders the item lies in, else the category it names; empty for none that can stand in an id. */
    static String category(ItemType type, ItemFile file, ItemMetadata metadata) {
        List<String> folders = file.category();
        if (!folders.isEmpty()) {
            return ItemMetadata.category(String.join("/", folders)).orElse("");
        }
        // the names of our own tools are not to be had by writing them into a file
        return metadata.category()
                .filter(category -> type != ItemType.TOOL || !ItemReference.isProtected(category.split("/", 2)[0]))
                .orElse("");
    }

    private static String hash(String latin) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(latin.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
