package dev.candor.skillusage;

import dev.candor.validation.schema.CheckedRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts the rows that a request asks for, successes and failures of each skill apart. */
final class CoverageCount {
    private final CoverageRequest request;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final SkillWindow window;
    private long total;
    private long undated;

    CoverageCount(CoverageRequest request) {
        this.request = request;
        for (String skill : request.skills()) {
            indexes.put(skill, indexes.size());
        }
        this.window =
                new SkillWindow((int) request.lastRows(), 2 * request.skills().size());
    }

    void add(CheckedRow row) {
        total++;
        if (request.since().isPresent() && !isLater(row, request.since().get())) {
            return;
        }
        int skill = UsageRules.skillOf(row).map(indexes::get).orElse(SkillWindow.OTHER);
        window.add(skill == SkillWindow.OTHER ? SkillWindow.OTHER : 2 * skill + (UsageRules.hasFailed(row) ? 1 : 0));
    }

    private boolean isLater(CheckedRow row, Instant since) {
        Optional<Instant> time = UsageRules.timeOf(row);
        undated += time.isEmpty() ? 1 : 0;
        return time.isPresent() && !time.get().isBefore(since);
    }

    /** Of the skill at this place of the request, in the window. */
    long successes(int skill) {
        return window.count(2 * skill);
    }

    long failures(int skill) {
        return window.count(2 * skill + 1);
    }

    /** How many rows there are of all times. */
    long total() {
        return total;
    }

    long windowSize() {
        return window.size();
    }

    /** How many rows were not looked at because their time cannot be read. */
    long undated() {
        return undated;
    }
}
