package dev.candor.export.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.ReplayStep;
import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.score.Scoring.Lineage;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Recorded.Claimed SCENARIO = new Recorded.Claimed(
            "plain", "Plain", new Assessment(Recorded.object("{}"), Recorded.object("{}"), List.of(), List.of()));

    private static List<ReplayStep> steps(String... rows) throws IOException {
        List<ReplayStep> steps = new ArrayList<>();
        Replay.over(Recorded.session(rows), SCENARIO, steps::add);
        return steps;
    }

    @Test
    void over_eachEvent_hasTheScoreAfterIt() throws IOException {
        List<ReplayStep> steps = steps(
                Recorded.row("a", "2026-01-01T23:59:00Z", "info", ""),
                Recorded.row("b", "2026-01-02T00:00:10.25Z", "success", ",\"score_delta\":25.0"),
                Recorded.row("c", "2026-01-02T02:00:00+00:00", "fail", ",\"score_delta\":-20"));

        assertThat(steps).extracting(ReplayStep::number).containsExactly(1L, 2L, 3L);
        assertThat(steps).extracting(ReplayStep::clock).containsExactly("00:00.000", "01:10.250", "2:01:00.000");
        assertThat(steps).extracting(ReplayStep::signedChange).containsExactly("0", "+25", "-20");
        assertThat(steps).extracting(ReplayStep::bears).containsExactly(false, true, true);
        assertThat(JsonWriter.compact(steps.getLast().json()))
                .isEqualTo(
                        "{\"actor_id\":\"p-1\",\"change\":-20,\"event_id\":\"c\",\"event_type\":\"done\",\"number\":3,"
                                + "\"offset_ms\":7260000,\"outcome\":\"fail\",\"phase\":\"one\",\"score\":5,"
                                + "\"timestamp\":\"2026-01-02T02:00:00+00:00\",\"why\":[\"it claims -20\"],"
                                + "\"words\":\"claims -20\"}");
    }

    @Test
    void over_words_tellWhatElseTheEventSays() throws IOException {
        List<ReplayStep> steps = steps(Recorded.row(
                "a",
                "2026-01-01T00:00:00Z",
                "info",
                ",\"details\":{\"z\":[1,2.0],\"a\":\"north\",\"e\":\"\"},\"score_delta\":5,\"target_id\":\"t\","
                        + "\"objective_id\":\"o\",\"critical_error_code\":\"c\""));

        assertThat(steps.getFirst().words())
                .isEqualTo("objective o; target t; critical error c; claims +5; a north; e \"\"; z [1,2]");
    }

    @Test
    void over_words_areBounded() throws IOException {
        List<ReplayStep> steps = steps(Recorded.row(
                "a", "2026-01-01T00:00:00Z", "info", ",\"details\":{\"a\":\"" + "\uD83D\uDE00".repeat(5000) + "\"}"));

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
