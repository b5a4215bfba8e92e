package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.verify.Verification.Difference;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bundle in the wild claims 72 points, which its own events do not give by any reading of its rubric. */
class RefutedExampleTest {
    private Verification verification;

    @BeforeEach
    void verify() throws Exception {
        verification =
                Verified.of(Verified.resource("claims-72.json"), Optional.of(Verified.resource("claims-72.csv")));
    }

    @Test
    void claimedTotal_isRefuted_withEverySumThatThereIs() {
        Difference total = verification.differences().getFirst();

        assertThat(total.code()).isEqualTo("SCORE");
        assertThat(total.pointer()).isEqualTo("/score/score_total");
        assertThat(total.expected()).isEqualTo("25");
        assertThat(total.found()).isEqualTo("72");
        assertThat(total.sentence())
                .isEqualTo("the rubric gives 25 (fail): +25 obj_activate_alarm (evt-002) +20 obj_reaudit_correction"
                        + " (evt-007) -20 used_blocked_exit (evt-004) = 25. What the bundle's own report awards adds up to"
                        + " 30, what its events claim by score_delta to 30; none of them gives 72");
        assertThat(Verified.at(verification, "/report/score_total").found()).isEqualTo("72");
    }

    @Test
    void status_isRefuted() {
        Difference status = Verified.at(verification, "/score/status");

        assertThat(status.expected()).isEqualTo("\"fail\"");
        assertThat(status.found()).isEqualTo("\"conditional_pass\"");
    }

    @Test
    void objectiveThatHasNoEvidence_isExplainedByTheEventsNamedForIt() {
        Difference exit = Verified.at(verification, "/report/objective_breakdown/1");

        assertThat(exit.code()).isEqualTo("REPORT");
        assertThat(exit.expected())
                .isEqualTo("{\"achieved\":false,\"evidence_event_ids\":[\"evt-003\"],\"score_awarded\":0}");
        assertThat(exit.found())
                .isEqualTo("{\"achieved\":true,\"evidence_event_ids\":[\"evt-007\"],\"score_awarded\":25}");
        assertThat(exit.sentence())
                .contains("by the rubric: 0 of 25 obj_use_safe_exit", "exit_selected is fail")
                .contains("the bundle names evt-007, a re_audit_completed event with the outcome success in re_audit")
                .contains("+20 obj_reaudit_correction");
    }

    @Test
    void objectiveThatTheBundleForgot_isNamed() {
        assertThat(verification.differences())
                .filteredOn(difference ->
                        difference.sentence().startsWith("the entry of obj_reaudit_correction is missing"))
                .singleElement()
                .satisfies(difference -> assertThat(difference.expected()).contains("\"score_awarded\":20"));
    }

    @Test
    void itsEventsAndItsCsv_areGood() {
        assertThat(verification.events()).isEqualTo(7);
        assertThat(Verified.codes(verification)).doesNotContain("EVENTS", "CSV", "FORM");
        assertThat(verification.checks())
                .anySatisfy(check ->
                        assertThat(check).startsWith("7 rows of the CSV, cell by cell: timestamp,event_type,phase"));
    }
}
