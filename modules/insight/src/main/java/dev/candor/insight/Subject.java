package dev.candor.insight;

import java.util.Comparator;

/** What runs are of: a skill or an item; the two kinds have names of their own. */
record Subject(String kind, String key) implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::key).thenComparing(Subject::kind);

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind + " " + key;
    }
}
