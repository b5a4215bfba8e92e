package dev.candor.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scoring.Lineage;
import dev.candor.testing.SessionRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static List<ReplayStep> steps(String... rows) throws ToolException, IOException {
        SessionEvents.Builder events = new SessionEvents.Builder();
        for (String row : rows) {
            events.add(SessionEvent.of(ObjectValue.parse(row)));
        }
        List<ReplayStep> steps = new ArrayList<>();
        Replay.over(
                events.build(),
                new ScenarioFolders(List.of(Path.of("../../config/scenarios"))).named("office_fire_mvp"),
                steps::add);
        return steps;
    }

    private static String row(String id, String time, String type, String outcome, String more) {
        return SessionRows.row(id, time, more)
                .replace("\"looked\"", "\"" + type + "\"")
                .replace("\"info\"", "\"" + outcome + "\"");
    }

    @Test
    void over_eachEvent_hasTheScoreAfterIt() throws ToolException, IOException {
        List<ReplayStep> steps = steps(
                row("a", "2026-01-01T23:59:00Z", "phase_transition", "info", ""),
                row("b", "2026-01-02T00:00:10.25Z", "alarm_activated", "success", ",\"score_delta\":25.0"),
                row(
                        "c",
                        "2026-01-02T02:00:00+00:00",
                        "critical_error",
                        "fail",
                        ",\"critical_error_code\":\"used_blocked_exit\",\"score_delta\":-20"));

        assertThat(steps).extracting(ReplayStep::number).containsExactly(1L, 2L, 3L);
        assertThat(steps).extracting(ReplayStep::clock).containsExactly("00:00.000", "01:10.250", "2:01:00.000");
        assertThat(steps).extracting(ReplayStep::signedChange).containsExactly("0", "+25", "-20");
        assertThat(steps).extracting(ReplayStep::bears).containsExactly(false, true, true);
        assertThat(JsonWriter.compact(steps.getLast().json()))
                .startsWith("{\"actor_id\":\"p\",\"change\":-20,\"event_id\":\"c\",\"event_type\":\"critical_error\","
                        + "\"number\":3,\"offset_ms\":7260000,\"outcome\":\"fail\",\"phase\":\"audit\",\"score\":5,"
                        + "\"timestamp\":\"2026-01-02T02:00:00+00:00\",\"why\":[\"-20 critical used_blocked_exit: ")
                .endsWith("\"words\":\"critical error used_blocked_exit; claims -20\"}");
    }

    @Test
    void over_words_tellWhatElseTheEventSays() throws ToolException, IOException {
        List<ReplayStep> steps = steps(SessionRows.row(
                "a",
                "2026-01-01T00:00:00Z",
                ",\"details\":{\"z\":[1,2.0],\"a\":\"north\",\"e\":\"\"},\"score_delta\":5,\"target_id\":\"t\","
                        + "\"objective_id\":\"o\",\"critical_error_code\":\"c\""));

        assertThat(steps.getFirst().words())
                .isEqualTo("objective o; target t; critical error c; claims +5; a north; e \"\"; z [1,2]");
    }

    @Test
    void over_words_areBounded() throws ToolException, IOException {
        List<ReplayStep> steps = steps(SessionRows.row(
                "a", "2026-01-01T00:00:00Z", ",\"details\":{\"a\":\"" + "\uD83D\uDE00".repeat(5000) + "\"}"));

        assertThat(steps.getFirst().words().codePoints().count()).isBetween(900L, 1000L);
        assertThat(steps.getFirst().words()).endsWith("\uD83D\uDE00…");
    }

    @Test
    void lineage_tellsEachStepWithItsEvidence() {
        assertThat(LineageText.of(lineage(true, "drill_a", List.of("e-5", "e-6"))))
                .isEqualTo("obj_a  0 of 25 at first (e-3) -> drill_a (e-5, e-6) -> 12.5 of 25 when repeated (e-7)");
        assertThat(LineageText.of(lineage(false, "drill_a", List.of())))
                .isEqualTo("obj_a  0 of 25 at first (e-3) -> drill_a (not done) -> not assessed again");
        assertThat(LineageText.of(lineage(false, "", List.of())))
                .isEqualTo("obj_a  0 of 25 at first (e-3) -> not assessed again");
    }

    private static Lineage lineage(boolean isRepeated, String drill, List<String> drillEvidence) {
        return new Lineage(
                "obj_a",
                "A",
                BigDecimal.valueOf(25),
                BigDecimal.ZERO,
                new BigDecimal("12.50"),
                isRepeated,
                List.of("e-3"),
                drill,
                drillEvidence,
                List.of("e-7"));
    }
}
