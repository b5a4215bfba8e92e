package dev.candor.skillusage;

import java.util.List;

/**
 * Which skills must have been used, and where to look.
 *
 * @param skills the required skills, in the order they are reported
 * @param lastRows how many rows at the end of the file count; 0 for all
 * @param minEvents how many rows a covered skill has at least
 */
public record CoverageRequest(List<String> skills, long lastRows, long minEvents) {
    /** The largest window other than the whole file. */
    public static final int MAX_LAST_ROWS = 10_000_000;

    private static final int MAX_SKILLS = 10_000;

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
    }
}
