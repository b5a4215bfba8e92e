package dev.candor.items.file;

import dev.candor.foundation.text.MeantWord;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What somebody may have meant who mistyped a name. */
final class NearNames {
    private static final int MAX_NAMES = 3;
    private static final int MAX_LENGTH = 64;

    private NearNames() {}

    /** Up to three of the names, the nearest first. */
    static Set<String> of(String wanted, Collection<String> names) {
        List<String> near = names.stream()
                .filter(name -> distance(wanted, name) <= Math.max(1, wanted.length() / 3))
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_NAMES)
                .toList();
        return new LinkedHashSet<>(near);
    }

    /** How many letters to add, drop or change; letter case counts for nothing. */
    private static int distance(String a, String b) {
        return a.length() > MAX_LENGTH || b.length() > MAX_LENGTH
                ? Integer.MAX_VALUE
                : MeantWord.distance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }
}
