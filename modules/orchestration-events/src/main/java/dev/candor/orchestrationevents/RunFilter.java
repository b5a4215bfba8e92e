package dev.candor.orchestrationevents;

import java.time.Duration;
import java.util.Optional;

/**
 * Which runs are asked for: those that have all that is given.
 *
 * @param repository its slug, exactly
 * @param lostAfter how long a run that was started or retried may be silent before it is called lost, at least a second
 * @param limit how many runs are told at most, 0 to {@value #MOST}
 */
public record RunFilter(
        Optional<String> repository,
        Optional<String> tool,
        Optional<String> source,
        Optional<RunState> state,
        Duration lostAfter,
        int limit) {
    /** The most runs that are told at once. */
    public static final int MOST = 1000;

    /** How many runs are told unless somebody says otherwise. */
    public static final int USUAL = 50;

    /** How long a run that has not ended may be silent unless somebody says otherwise. */
    public static final Duration USUAL_SILENCE = Duration.ofHours(1);

    public RunFilter {
        if (lostAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a run is lost after 1 second at least, found " + lostAfter);
        }
        if (limit < 0 || limit > MOST) {
            throw new IllegalArgumentException("the limit must be 0 to " + MOST + ", found " + limit);
        }
    }

    /** All runs, as usual. */
    public static RunFilter all() {
        return new RunFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), USUAL_SILENCE, USUAL);
    }

    boolean wants(RunKey key) {
        return is(repository, key.repository()) && is(tool, key.tool()) && is(source, Optional.of(key.source()));
    }

    private static boolean is(Optional<String> wanted, Optional<String> found) {
        return wanted.isEmpty() || wanted.equals(found);
    }
}
