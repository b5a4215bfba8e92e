package dev.candor.export.internal.session;

import dev.candor.export.internal.score.Scenario;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.schema.Finding;
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
    private static final int MAX_SESSIONS = 50_000;
    private static final int MAX_FORGOTTEN = 4_000_000;

    private final ScenarioWords words;
    private final int most;
    private final ContractRules rules = ContractRules.shipped(Contract.SESSION);
    private final Map<String, SessionSum> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private final IdHashes forgotten = new IdHashes();
    private long faulty;
    private String firstFault = "";

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
        this(scenarios, MAX_SESSIONS);
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
        Optional<Finding> fault = SessionRows.fault(rules, row, bytes, from, to);
        if (fault.isPresent()) {
            firstFault = faulty == 0 ? SessionRows.invalid(place, fault.get()).sentence() : firstFault;
            faulty++;
        } else if (!forgotten.contains(sessionId.get())) {
            sessions.computeIfAbsent(sessionId.get(), id -> new SessionSum(words))
                    .add(SessionEvent.of(row));
            if (sessions.size() > most) {
                forgetOldest();
            }
        }
    }

    /** What comes of it later would be counted from zero: it stays forgotten. */
    private void forgetOldest() throws ToolException {
        Iterator<String> oldest = sessions.keySet().iterator();
        forgotten.add(oldest.next());
        oldest.remove();
        if (forgotten.count() > MAX_FORGOTTEN) {
            throw new ToolException(
                    Kind.REFUSED,
                    "sessions-too-many",
                    "expected at most " + (MAX_FORGOTTEN + most) + " sessions, found more; list them from a file with"
                            + " fewer of them");
        }
    }

    /** What whoever reads the list should know, a sentence each. */
    public List<String> notes() {
        return faulty == 0
                ? List.of()
                : List.of(Wording.count(faulty, "row")
                        + " of sessions cannot be used and "
                        + (faulty == 1 ? "is" : "are")
                        + " left out, the first: "
                        + firstFault + ".");
    }

    /** How many sessions there are, those that were forgotten too. */
    public long total() {
        return (long) sessions.size() + forgotten.count();
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
