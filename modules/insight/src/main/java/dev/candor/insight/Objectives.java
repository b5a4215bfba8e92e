package dev.candor.insight;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is asked.
 *
 * @param window how many runs of each are judged at most: the last ones
 * @param insufficientFails whether too few runs are a violation
 * @param others what is asked of each skill and item that is not named; empty when only those named are judged
 * @param named in the order of the report, each once
 */
record Objectives(int window, boolean insufficientFails, Optional<Limits> others, List<Objective> named) {
    static final int DEFAULT_WINDOW = 20;
    /** The greatest {@link #window}: bounds how many runs are kept of each skill and item. */
    static final int MAX_WINDOW = 10_000;

    /** What is asked of one skill or item. */
    record Objective(Subject subject, Limits limits) {}

    Objectives {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be from 1 to " + MAX_WINDOW + ", found " + window);
        }
        named = List.copyOf(named);
        Set<Subject> seen = new HashSet<>();
        for (Objective objective : named) {
            if (!seen.add(objective.subject())) {
                throw new IllegalArgumentException(objective.subject() + " is named twice; omit one of them");
            }
        }
        List<Limits> all = new ArrayList<>(named.stream().map(Objective::limits).toList());
        others.ifPresent(all::add);
        for (Limits limits : all) {
            if (limits.minInvocations() > window) {
                throw new IllegalArgumentException("min_invocations must be at most the window, which is " + window
                        + ", found " + limits.minInvocations());
            }
        }
    }

    /** How many runs of each skill and item are needed at most: the last ones. */
    long runsNeeded() {
        return Stream.concat(named.stream().map(Objective::limits), others.stream())
                .mapToLong(limits -> (long) window * (limits.trendWindows() + 1))
                .max()
                .orElse(0);
    }
}
