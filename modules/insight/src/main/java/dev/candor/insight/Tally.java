package dev.candor.insight;

import java.time.Instant;
import java.util.Optional;

/**
 * Runs that differ in nothing but when they ran and how long they took.
 *
 * @param last the last of them
 * @param isInSpan whether they ran in the span that was asked for, or before it
 * @param first when the first of them ran
 */
record Tally(Run last, boolean isInSpan, long count, Instant first) {
    /** What they have in common. */
    record Traits(
            Subject subject,
            Optional<Boolean> succeeded,
            Optional<String> reason,
            Optional<String> errorClass,
            Optional<String> source,
            boolean isInSpan) {
        static Traits of(Run run, Optional<Instant> since) {
            return new Traits(
                    run.subject(),
                    run.succeeded(),
                    run.reason(),
                    run.errorClass(),
                    run.source(),
                    since.isEmpty() || !run.at().isBefore(since.get()));
        }
    }

    /** With one more, which is the last one. */
    Tally and(Run next) {
        return new Tally(next, isInSpan, count + 1, first);
    }
}
