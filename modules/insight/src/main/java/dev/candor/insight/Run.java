package dev.candor.insight;

import java.time.Instant;
import java.util.Optional;

/**
 * One finished run as all questions see it.
 *
 * @param kind what ran: {@value #SKILL} or {@value #ITEM}
 * @param key the name of the skill, or the id of the item
 * @param at when it was recorded
 * @param succeeded empty when its outcome is unknown
 * @param durationMs how long it took, in milliseconds; empty when the row says no duration that can be one
 * @param reason the reason code of a skill's failure; for items the outcome's word
 * @param errorClass the class of the error, for failures of skills
 * @param source who recorded it
 * @param row the row, a JSON object, or what stands for it until {@link RunSource#rows} reads it
 */
public record Run(
        String kind,
        String key,
        Instant at,
        Optional<Boolean> succeeded,
        Optional<Double> durationMs,
        Optional<String> reason,
        Optional<String> errorClass,
        Optional<String> source,
        String row) {
    /** The kind of runs that the contract {@code skill-usage} records. */
    public static final String SKILL = "skill";

    /** The kind of runs that the contract {@code execution} records. */
    public static final String ITEM = "item";

    public Run {
        if (!kind.equals(SKILL) && !kind.equals(ITEM)) {
            throw new IllegalArgumentException("kind must be " + SKILL + " or " + ITEM + ", found '" + kind + "'");
        }
        if (durationMs.filter(ms -> !Double.isFinite(ms) || ms < 0).isPresent()) {
            throw new IllegalArgumentException("durationMs must be 0 or more milliseconds, found " + durationMs.get());
        }
    }

    boolean hasFailed() {
        return succeeded.isPresent() && !succeeded.get();
    }

    boolean hasSucceeded() {
        return succeeded.isPresent() && succeeded.get();
    }

    /** What it is a run of. */
    Subject subject() {
        return new Subject(kind, key);
    }
}
