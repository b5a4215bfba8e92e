package dev.candor.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Runs as they may have been recorded: of some skills and items, each with a failure rate of its own. */
final class RandomRuns {
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> REASONS = List.of("command_failed", "git_push_failed", "schema_invalid");
    private static final List<String> CLASSES = List.of("runtime", "git");

    private RandomRuns() {}

    static List<Run> of(Random random, int count) {
        int keys = 1 + random.nextInt(30);
        List<Run> runs = new ArrayList<>();
        Instant at = FIRST;
        for (int i = 0; i < count; i++) {
            // several in one millisecond, as logs have them
            at = at.plusMillis(random.nextInt(3) * 30_000L);
            int key = random.nextInt(keys);
            boolean failed = random.nextInt(keys + 1) < key / 2;
            boolean isKnown = random.nextInt(20) > 0;
            boolean hasReason = failed && isKnown && random.nextInt(10) > 0;
            runs.add(new Run(
                    key % 3 == 0 ? Run.ITEM : Run.SKILL,
                    "k" + key / 2,
                    at,
                    isKnown ? Optional.of(!failed) : Optional.empty(),
                    Optional.of(random.nextInt(20_000) / 8.0),
                    hasReason ? Optional.of(REASONS.get(random.nextInt(REASONS.size()))) : Optional.empty(),
                    hasReason ? Optional.of(CLASSES.get(random.nextInt(CLASSES.size()))) : Optional.empty(),
                    Optional.of("s" + random.nextInt(3)),
                    "{\"n\":" + i + "}"));
        }
        return runs;
    }
}
