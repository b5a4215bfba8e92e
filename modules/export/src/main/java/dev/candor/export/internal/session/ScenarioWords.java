package dev.candor.export.internal.session;

import dev.candor.export.internal.score.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which scenarios know which words: a bit for each, so that a session costs the same however many words it has. */
final class ScenarioWords {
    private static final int MOST = Long.SIZE - 1;

    private final List<Scenario> scenarios;
    private final Map<String, Long> phases = new HashMap<>();
    private final Map<String, Long> types = new HashMap<>();

    /** The words of the first {@value #MOST} of these scenarios. */
    ScenarioWords(List<Scenario> scenarios) {
        this.scenarios = scenarios.stream().limit(MOST).toList();
        long bit = 1;
        for (Scenario scenario : this.scenarios) {
            long own = bit;
            scenario.phases().forEach(word -> phases.merge(word, own, (one, other) -> one | other));
            scenario.eventTypes().forEach(word -> types.merge(word, own, (one, other) -> one | other));
            bit <<= 1;
        }
    }

    /** All scenarios. */
    long all() {
        return (1L << scenarios.size()) - 1;
    }

    /** Those that know both words. */
    long knowing(String phase, String type) {
        return phases.getOrDefault(phase, 0L) & types.getOrDefault(type, 0L);
    }

    /** Those of some that such an event ends. */
    long endedBy(long some, String phase, String type) {
        long ended = 0;
        for (long rest = some; rest != 0; rest &= rest - 1) {
            if (scenarios.get(Long.numberOfTrailingZeros(rest)).ends(phase, type)) {
                ended |= Long.lowestOneBit(rest);
            }
        }
        return ended;
    }

    /** The id of the only scenario there is among these; empty when there is none, or several. */
    Optional<String> only(long among) {
        return Long.bitCount(among) == 1
                ? Optional.of(scenarios.get(Long.numberOfTrailingZeros(among)).id())
                : Optional.empty();
    }
}
