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

    private Instant firstSeen;
    private Run last;
    private long all;
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

    FailureGroup(Tally first) {
        firstSeen = first.first();
        last = first.last();
    }

    /** Counts failures, the last of which is later than that of those before. */
    void count(Tally failures) {
        all += failures.count();
        count += failures.isInSpan() ? failures.count() : 0;
        firstSeen = failures.first().isBefore(firstSeen) ? failures.first() : firstSeen;
        last = failures.last();
    }

    /** The next failure in the order of all runs. */
    void addFailure(boolean isInSpan) {
        hasRegressed |= isInSpan && quietRuns >= QUIET_RUNS;
        quietRuns = 0;
    }

    /** A success of what had failed so. */
    void addSuccess() {
        quietRuns++;
    }

    /** How many failures there are in the span. */
    long count() {
        return count;
    }

    /** The last failure. */
    Run last() {
        return last;
    }

    /** Whether only the order of the runs tells how it stands. */
    boolean needsOrder(Optional<Instant> since) {
        return count > 0 && all > 1 && !hasRegressed && !isNew(since);
    }

    private boolean isNew(Optional<Instant> since) {
        return since.isPresent() && !firstSeen.isBefore(since.get());
    }

    Summary summary(Optional<Instant> since, String example) {
        State state = isNew(since) ? State.NEW : hasRegressed ? State.REGRESSED : State.ONGOING;
        return new Summary(count, firstSeen, last.at(), state, ObjectValue.parse(example));
    }
}
