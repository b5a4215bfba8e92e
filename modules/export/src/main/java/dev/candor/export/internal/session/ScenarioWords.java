package dev.candor.export.internal.session;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.ScenarioFile;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
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
    private final Map<Ending, Long> endings = new HashMap<>();

    /** The event that ends a scenario's last phase. */
    private record Ending(String phase, String type) {}

    /** The words of the first {@value #MOST} of these scenarios. */
    ScenarioWords(List<Scenario> scenarios) {
        this.scenarios = scenarios.stream().limit(MOST).toList();
        long bit = 1;
        for (Scenario scenario : this.scenarios) {
            long own = bit;
            scenario.phases().forEach(word -> phases.merge(word, own, (one, other) -> one | other));
            scenario.eventTypes().forEach(word -> types.merge(word, own, (one, other) -> one | other));
            ending(scenario).ifPresent(ending -> endings.merge(ending, own, (one, other) -> one | other));
            bit <<= 1;
        }
    }

    private static Optional<Ending> ending(Scenario scenario) {
        ScenarioFile file = scenario.files().get("scenario.json");
        if (file == null) {
            return Optional.empty();
        }
        byte[] bytes = file.bytes();
        int from = LineScanner.byteOrderMark(bytes, 0, bytes.length);
        if (JsonValue.parse(bytes, from, bytes.length) instanceof ObjectValue object
                && object.members().get("phases") instanceof ArrayValue order
                && !order.items().isEmpty()
                && order.items().getLast() instanceof ObjectValue last) {
            return last.text("phase_id")
                    .flatMap(phase -> last.text("complete_event").map(type -> new Ending(phase, type)));
        }
        return Optional.empty();
    }

    /** All scenarios. */
    long all() {
        return (1L << scenarios.size()) - 1;
    }

    /** Those that know both words. */
    long knowing(String phase, String type) {
        return phases.getOrDefault(phase, 0L) & types.getOrDefault(type, 0L);
    }

    /** Those whose last phase such an event ends. */
    long endedBy(String phase, String type) {
        return endings.getOrDefault(new Ending(phase, type), 0L);
    }

    /** The id of the only scenario there is among these; empty when there is none, or several. */
    Optional<String> only(long among) {
        return Long.bitCount(among) == 1
                ? Optional.of(scenarios.get(Long.numberOfTrailingZeros(among)).id())
                : Optional.empty();
    }
}
