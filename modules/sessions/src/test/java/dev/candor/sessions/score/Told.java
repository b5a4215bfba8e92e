package dev.candor.sessions.score;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.testing.RandomSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sessions for tests, told event by event, and the scenarios that ship. */
final class Told {
    static final Path SHIPPED = Path.of("..", "..", "config", "scenarios");
    static final Instant START = Instant.parse("2026-02-28T14:00:00Z");

    private final List<SessionEvent> events = new ArrayList<>();
    private String phase = "";

    static Scenario shipped(String id) throws ToolException {
        return new ScenarioReader().read(SHIPPED.resolve(id));
    }

    /** The session of the reference, which has seven events. */
    static Told office() {
        return new Told()
                .in("audit")
                .at(0, "phase_transition", "info", "'details':{'to_phase':'audit'}")
                .at(70, "alarm_activated", "success", "'objective_id':'obj_activate_alarm','score_delta':25")
                .at(
                        180,
                        "exit_selected",
                        "fail",
                        "'objective_id':'obj_use_safe_exit','score_delta':0,"
                                + "'details':{'selected_exit':'north_blocked'}")
                .at(200, "critical_error", "fail", "'critical_error_code':'used_blocked_exit','score_delta':-20")
                .in("micro_drill")
                .at(360, "microdrill_started", "info", "'target_id':'drill_exit_selection'")
                .at(495, "microdrill_completed", "success", "'target_id':'drill_exit_selection'")
                .in("re_audit")
                .at(540, "re_audit_completed", "success", "'objective_id':'obj_use_safe_exit','score_delta':25");
    }

    Told in(String phase) {
        this.phase = phase;
        return this;
    }

    /**
     * An event.
     *
     * @param seconds after the start of the session
     * @param more further members as JSON, with apostrophes for quotes; may be empty
     */
    Told at(double seconds, String type, String outcome, String more) {
        String row = RandomSession.row(events.size() + 1, seconds, type, phase, outcome, more);
        events.add(SessionEvent.of(ObjectValue.parse(row)));
        return this;
    }

    /** Up to 60 events of the words of a scenario, see {@link RandomSession}. */
    static Told random(Scenario scenario, long seed) {
        Told told = new Told();
        RandomSession.rows(scenario.phases(), scenario.eventTypes(), seed)
                .forEach(row -> told.events.add(SessionEvent.of(ObjectValue.parse(row))));
        return told;
    }

    List<SessionEvent> events() {
        return events;
    }

    Scoring.Assessment by(Scenario scenario) {
        Scoring scoring = scenario.scoring();
        events.forEach(scoring::take);
        return scoring.assessment();
    }

    List<Scoring.Step> steps(Scenario scenario) {
        Scoring scoring = scenario.scoring();
        return events.stream().map(scoring::take).toList();
    }

    /** What each objective got, as {@code points} or {@code first->repeated}. */
    Map<String, String> points(Scenario scenario) {
        Map<String, String> points = new LinkedHashMap<>();
        by(scenario)
                .lineage()
                .forEach(line -> points.put(
                        line.objectiveId(),
                        line.isRepeated()
                                ? ScoreText.number(line.first()) + "->" + ScoreText.number(line.repeated())
                                : ScoreText.number(line.first())));
        return points;
    }
}
