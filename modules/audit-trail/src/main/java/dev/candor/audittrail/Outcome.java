package dev.candor.audittrail;

import dev.candor.foundation.capability.Page.Tone;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How something ended, from the best to the worst. */
public enum Outcome {
    SUCCESS,
    PARTIAL,
    BLOCKED,
    FAILED;

    /** The outcome of that word. */
    public static Optional<Outcome> of(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst();
    }

    /** As rows write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How its word is shown. */
    static Tone toneOf(String word) {
        return switch (of(word).orElseThrow()) {
            case SUCCESS -> Tone.GOOD;
            case PARTIAL -> Tone.PLAIN;
            case BLOCKED, FAILED -> Tone.BAD;
        };
    }

    boolean isWorseThan(Outcome other) {
        return compareTo(other) > 0;
    }
}
