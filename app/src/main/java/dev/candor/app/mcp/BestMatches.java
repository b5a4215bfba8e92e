package dev.candor.app.mcp;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which words somebody may mean who has typed a part of one. */
final class BestMatches {
    private BestMatches() {}

    /** Words that begin with what was typed, then words that contain it in any case; both in the order given. */
    static List<String> of(String typed, Collection<String> words) {
        String lower = typed.toLowerCase(Locale.ROOT);
        Stream<String> beginning = words.stream().filter(word -> word.startsWith(typed));
        Stream<String> containing = words.stream()
                .filter(word -> !word.startsWith(typed))
                .filter(word -> word.toLowerCase(Locale.ROOT).contains(lower));
        return Stream.concat(beginning, containing).toList();
    }
}
