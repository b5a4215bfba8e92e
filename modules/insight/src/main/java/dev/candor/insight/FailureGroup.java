package dev.candor.insight;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.Optional;

/** The failures that have one reason, error class, skill or item in common. */
final class FailureGroup {
    /** So many successes without a failure between them make a later failure a regression. */
    static final int QUIET_RUNS = 20;

    private final Instant firstSeen;
    private Instant lastSeen;
    private String example = "{}";
    private long count;
    private long quietRuns;
    private boolean hasRegressed;

    /** How a group of failures stands in time. */
    enum State {
        NEW,
        ONGOING,
        REGRESSED
    }

    /** What a report says of a group. */
    @Result
    record Summary(
            @Doc("How many failures there are in the span that was asked for.")
            long count,

            @Doc("When it failed first, in the span or before it.")
            Instant firstSeen,

            @Doc("When it failed last.") Instant lastSeen,

            @Doc(
                    "new: it never failed before the span (only where one was asked for). regressed: of the skills and items"
                            + " that had failed so, 20 or more runs succeeded without such a failure, and then it failed again in"
                            + " the span. ongoing: all others.")
            State state,

            @Doc("The row of the last of these failures.") ObjectValue example) {}

    FailureGroup(Instant firstSeen) {
        this.firstSeen = firstSeen;
        this.lastSeen = firstSeen;
    }

    void addFailure(Run run, boolean isInSpan) {
        if (isInSpan) {
            count++;
            lastSeen = run.at();
            example = run.row();
            hasRegressed |= quietRuns >= QUIET_RUNS;
        }
        quietRuns = 0;
    }

    /** A success of what had failed so. */
    void addSuccess() {
        quietRuns++;
    }

    long count() {
        return count;
    }

    Summary summary(Optional<Instant> since) {
        boolean isNew = since.isPresent() && !firstSeen.isBefore(since.get());
        State state = isNew ? State.NEW : hasRegressed ? State.REGRESSED : State.ONGOING;
        return new Summary(count, firstSeen, lastSeen, state, ObjectValue.parse(example));
    }
}
