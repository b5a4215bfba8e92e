package dev.candor.app.http.page;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Gives an answer again as long as no row was recorded since, so that a page that is loaded again, and many pages at once,
 * cost little. Safe for concurrent calls.
 */
public final class KeptAnswers implements Questions {
    /** Those that depend on the logs and the time alone. */
    private static final Set<String> KEPT = Set.of(
            "show_stats",
            "triage_failures",
            "find_degraded",
            "find_unused",
            "check_objectives",
            "list_runs",
            "list_agent_sessions",
            "orchestration_status",
            "list_trails",
            "list_sessions");

    /** How long {@code 7d} may mean the same moment. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int MAX_KEPT = 64;

    private final Questions questions;
    private final Supplier<Object> state;
    private final InstantSource clock;
    private final Map<Key, Kept> kept = new LinkedHashMap<>();
    private Object keptState = new Object();

    private record Key(String tool, ObjectValue arguments) {}

    /** An answer that is there, or that others wait for. */
    private final class Kept {
        private final Instant asked = clock.instant();
        private Optional<ObjectValue> result = Optional.empty();

        private synchronized ObjectValue answer(Key key) throws ToolException {
            if (result.isEmpty()) {
                result = Optional.of(questions.ask(key.tool(), key.arguments()));
            }
            return result.get();
        }
    }

    /**
     * Over these questions.
     *
     * @param state equal as long as no log has another row
     */
    public KeptAnswers(Questions questions, Supplier<Object> state, InstantSource clock) {
        this.questions = questions;
        this.state = state;
        this.clock = clock;
    }

    @Override
    public ObjectValue ask(String tool, ObjectValue arguments) throws ToolException {
        if (!KEPT.contains(tool)) {
            return questions.ask(tool, arguments);
        }
        Key key = new Key(tool, arguments);
        return kept(key).answer(key);
    }

    private Kept kept(Key key) {
        // looked at before the question is asked: rows that come meanwhile make it an old one
        Object now = state.get();
        synchronized (kept) {
            if (!now.equals(keptState)) {
                kept.clear();
                keptState = now;
            }
            Instant oldest = clock.instant().minus(LONGEST);
            kept.values().removeIf(answer -> answer.asked.isBefore(oldest));
            if (kept.size() == MAX_KEPT && !kept.containsKey(key)) {
                kept.remove(kept.keySet().iterator().next());
            }
            return kept.computeIfAbsent(key, any -> new Kept());
        }
    }
}
