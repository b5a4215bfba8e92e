package dev.candor.export.internal.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.ScenarioFile;
import dev.candor.sessions.score.Scoring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Sessions with a result that a test says, for the pages about them. */
final class Recorded {
    private Recorded() {}

    /** A scenario whose scoring gives every event the points that it claims. */
    record Claimed(String id, String name, Scoring.Assessment assessment) implements Scenario {
        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public SortedSet<String> phases() {
            return new TreeSet<>();
        }

        @Override
        public SortedSet<String> eventTypes() {
            return new TreeSet<>();
        }

        @Override
        public boolean ends(String phase, String eventType) {
            return false;
        }

        @Override
        public SortedMap<String, ScenarioFile> files() {
            return new TreeMap<>(Map.of(
                    "microdrills.json",
                            file("{\"microdrills\":[{\"microdrill_id\":\"drill_a\",\"title\":\"Drill A\"}]}"),
                    "rubric.json",
                            file("\uFEFF{\"max_score\":100,\"pass_threshold\":80,\"conditional_pass_threshold\":65,"
                                    + "\"critical_errors\":[{\"code\":\"worst\",\"hard_fail\":true}]}"),
                    "scenario.json", file("{}")));
        }

        private static ScenarioFile file(String text) {
            return new ScenarioFile(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Scoring scoring() {
            return new Scoring() {
                private BigDecimal running = BigDecimal.ZERO;

                @Override
                public Step take(SessionEvent event) {
                    BigDecimal change = event.scoreDelta().orElse(BigDecimal.ZERO);
                    running = running.add(change);
                    List<String> why = change.signum() == 0 ? List.of() : List.of("it claims " + change);
                    return new Step(running, change, why);
                }

                @Override
                public Assessment assessment() {
                    return assessment;
                }
            };
        }
    }

    static SessionEvents session(String... rows) {
        return session(Stream.of(rows)
                .map(row -> SessionEvent.of(ObjectValue.parse(row)))
                .toList());
    }

    static SessionEvents session(List<SessionEvent> events) {
        SessionEvents.Builder session = new SessionEvents.Builder();
        events.forEach(session::add);
        return session.build();
    }

    /** An event of phase {@code one}; {@code more} begins with a comma or is empty. */
    static String row(String id, String time, String outcome, String more) {
        return "{\"event_id\":\"" + id + "\",\"session_id\":\"s-1\",\"participant_id\":\"p-1\",\"timestamp\":\"" + time
                + "\",\"event_type\":\"done\",\"phase\":\"one\",\"actor_id\":\"p-1\",\"outcome\":\"" + outcome + "\""
                + more + "}";
    }

    static String html(SessionEvents events, Scenario scenario) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            HtmlReport.write(events, scenario, scenario.scoring().assessment(), "2026-01-01T00:00:00Z", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static ObjectValue object(String json) {
        return ObjectValue.parse(json);
    }
}
