package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.text.CodePoints;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** What an item's statistics are kept under. */
final class ItemIdentity {
    /** What stands in no id, as a part of a character class: control characters, line ends, marks of byte order. */
    static final String HIDDEN = "\\p{Cc}\\p{Cs}\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF";

    private static final Pattern SHOWN = Pattern.compile("[^" + HIDDEN + "]+");

    /** The longest that the statistics take, in characters. */
    private static final int MAX_LENGTH = 256;

    /** To the statistics it means all items. */
    private static final String ALL = "*";

    private ItemIdentity() {}

    /**
     * {@code category/name@version} when all three are known, else the name, else the SHA-256 of the content without
     * baked statistics and signature, in lower case hexadecimal. The SHA-256 also stands for what the statistics would not
     * take: every item has an identity under which it can be recorded.
     */
    static String of(ItemType type, ItemFile file, ItemMetadata metadata) {
        String category = category(type, file, metadata);
        return metadata.name()
                .map(name -> category.isEmpty() || metadata.version().isEmpty()
                        ? name
                        : category + "/" + name + "@" + metadata.version().get())
                .filter(ItemIdentity::isFine)
                .orElseGet(() -> hash(withoutStatistics(file.latin(), file.fileName())));
    }

    /** Statistics that were baked into an item, and its signature, change without the item changing. One character a byte. */
    private static String withoutStatistics(String content, String fileName) {
        ItemText text = ItemText.of(content);
        BakingPlace place = BakingPlace.in(fileName);
        List<String> clean = place.baked(text.lines())
                .map(baked -> BakedSection.without(text.lines(), baked))
                .orElse(text.lines());
        return text.with(place.withoutAny(Markdown.withoutSignature(clean))).latin();
    }

    private static boolean isFine(String id) {
        return !CodePoints.exceed(id, MAX_LENGTH) && SHOWN.matcher(id).matches() && !id.isBlank() && !id.equals(ALL);
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

    /** The SHA-256 of a content of one character a byte, in lower case hexadecimal. */
    static String hash(String latin) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(latin.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
