package dev.candor.items.file;

import java.util.List;

/**
 * Statistics that were baked into an item before it was published, and its signature: both change without the item
 * changing, so its identity must not see them.
 */
final class BakedStatistics {
    private BakedStatistics() {}

    /** The content of an item without them, one character a byte; unchanged when there are none. */
    static String removedFrom(String content, String fileName) {
        ItemText text = ItemText.of(content);
        BakingPlace place = BakingPlace.in(fileName);
        List<String> clean = place.baked(text.lines())
                .map(baked -> BakedSection.without(text.lines(), baked))
                .orElse(text.lines());
        return text.with(place.withoutAny(Markdown.withoutSignature(clean))).latin();
    }
}
