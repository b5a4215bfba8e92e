package dev.candor.aggregatestore;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a run ended. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    TIMEOUT,
    CANCELLED;

    /** The outcome of that word. */
    public static Optional<Outcome> of(String word) {
        return Stream.of(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst();
    }

    /** How rows and files write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
