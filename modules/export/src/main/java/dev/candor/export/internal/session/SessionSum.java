package dev.candor.export.internal.session;

import java.time.Instant;
import java.util.Optional;

/** What a table remembers of one session: the same for a short one and a long one. */
final class SessionSum {
    private final ScenarioWords words;
    private long fitting;
    private long ended;
    private String participantId = "";
    private String phase = "";
    private String lastId = "";
    private String first = "";
    private String last = "";
    private Instant firstAt = Instant.MAX;
    private Instant lastAt = Instant.MIN;
    private long events;
    private long failed;

    SessionSum(ScenarioWords words) {
        this.words = words;
        this.fitting = words.all();
    }

    void add(SessionEvent event) {
        events++;
        failed += event.outcome().equals("fail") ? 1 : 0;
        fitting &= words.knowing(event.phase(), event.type());
        ended |= words.endedBy(fitting, event.phase(), event.type());
        if (event.at().isBefore(firstAt)) {
            firstAt = event.at();
            first = event.timestamp();
            participantId = event.participantId();
        }
        int order = event.at().compareTo(lastAt);
        if (order > 0 || (order == 0 && event.id().compareTo(lastId) > 0)) {
            lastAt = event.at();
            lastId = event.id();
            last = event.timestamp();
            phase = event.phase();
        }
    }

    Instant lastAt() {
        return lastAt;
    }

    SessionTable.Row row(String sessionId) {
        Optional<String> scenario = words.only(fitting);
        boolean isComplete = scenario.isPresent() && (fitting & ended) != 0;
        return new SessionTable.Row(sessionId, participantId, scenario, isComplete, phase, events, failed, first, last);
    }
}
