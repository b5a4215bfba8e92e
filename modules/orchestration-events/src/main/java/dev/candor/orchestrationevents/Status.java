package dev.candor.orchestrationevents;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an event says became of a run. */
enum Status {
    STARTED,
    SUCCEEDED,
    FAILED,
    SKIPPED,
    RETRIED,
    QUARANTINED;

    static Optional<Status> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a run has ended with it. */
    boolean isTerminal() {
        return this == SUCCEEDED || this == FAILED || this == SKIPPED || this == QUARANTINED;
    }
}
