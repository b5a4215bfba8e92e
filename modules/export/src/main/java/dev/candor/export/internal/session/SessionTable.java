package dev.candor.export.internal.session;

import dev.candor.export.internal.score.Scenario;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;
import dev.candor.validation.Contract;
import dev.candor.validation.ContractRules;
import dev.candor.validation.Finding;
import dev.candor.validation.Severity;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds rows up to sessions. It remembers a bounded number: those that were not heard of for longest are forgotten first.
 * Not for two threads.
 */
public final class SessionTable implements SessionRows.Visitor {
    private static final int MOST = 50_000;

    private final ScenarioWords words;
    private final int most;
    private final ContractRules rules = ContractRules.shipped(Contract.SESSION);
    private final Map<String, SessionSum> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private long forgotten;

    /**
     * A session.
     *
     * @param scenarioId the one scenario that knows its words
     * @param phase of its last event
     */
    public record Row(
            String sessionId,
            String participantId,
            Optional<String> scenarioId,
            boolean isComplete,
            String phase,
            long events,
            long failed,
            String first,
            String last) {}

    /** A table without sessions, for these scenarios. */
    public SessionTable(List<Scenario> scenarios) {
        this(scenarios, MOST);
    }

    SessionTable(List<Scenario> scenarios, int most) {
        this.words = new ScenarioWords(scenarios);
        this.most = most;
    }

    @Override
    public void row(ObjectValue row, byte[] bytes, int from, int to, SessionRows.Place place) throws ToolException {
        Optional<String> sessionId = SessionRows.sessionOf(row);
        if (sessionId.isEmpty()) {
            return;
        }
        for (Finding finding : rules.check(row, bytes, from, to)) {
            if (finding.severity() == Severity.REFUSAL) {
                throw SessionRows.invalid(place, finding);
            }
        }
        sessions.computeIfAbsent(sessionId.get(), id -> new SessionSum(words)).add(SessionEvent.of(row));
        if (sessions.size() > most) {
            Iterator<SessionSum> oldest = sessions.values().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
    }

    /** How many sessions there are, those that were forgotten too. */
    public long total() {
        return sessions.size() + forgotten;
    }

    /** The sessions with the latest events, the latest first; of the same time by their ids. */
    public List<Row> latest(int limit) {
        return sessions.entrySet().stream()
                .sorted(Map.Entry.<String, SessionSum>comparingByValue(
                                Comparator.comparing(SessionSum::lastAt).reversed())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(entry -> entry.getValue().row(entry.getKey()))
                .toList();
    }
}
