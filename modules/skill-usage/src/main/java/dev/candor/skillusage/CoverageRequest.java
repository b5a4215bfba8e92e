package dev.candor.skillusage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which skills must have been used, and where to look.
 *
 * @param skills the required skills, in the order they are reported
 * @param lastRows how many rows at the end of the file count; 0 for all
 * @param minEvents how many rows a covered skill has at least
 * @param successesOnly whether rows of failures cover nothing
 * @param since earlier rows are not looked at, nor those without a time that can be read
 * @param maxFailureRate which part of a skill's rows may be failures, 0 to 1
 */
public record CoverageRequest(
        List<String> skills,
        long lastRows,
        long minEvents,
        boolean successesOnly,
        Optional<Instant> since,
        Optional<BigDecimal> maxFailureRate) {
    /** The largest window other than the whole file. */
    public static final int MAX_LAST_ROWS = 10_000_000;

    private static final int MAX_SKILLS = 10_000;

    /** Of rows of all times, successes and failures alike. */
    public CoverageRequest(List<String> skills, long lastRows, long minEvents) {
        this(skills, lastRows, minEvents, false, Optional.empty(), Optional.empty());
    }

    public CoverageRequest {
        skills = skills.stream().distinct().toList();
        if (skills.isEmpty() || skills.size() > MAX_SKILLS) {
            throw new IllegalArgumentException("coverage needs 1 to " + MAX_SKILLS + " skills, found " + skills.size());
        }
        if (lastRows < 0 || lastRows > MAX_LAST_ROWS) {
            throw new IllegalArgumentException(
                    "the window must be 1 to " + MAX_LAST_ROWS + " rows, or 0 for all, found " + lastRows);
        }
        if (minEvents < 1) {
            throw new IllegalArgumentException("a covered skill needs at least 1 event, found " + minEvents);
        }
        if (maxFailureRate
                .filter(rate -> rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("the failure rate must be from 0 to 1, found "
                    + maxFailureRate.get().toPlainString());
        }
    }
}
