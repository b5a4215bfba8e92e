package dev.candor.sessions.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.sessions.score.Scoring.Assessment;
import dev.candor.sessions.score.Scoring.Step;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the first scenario assesses, and assesses again. */
class OfficeFireTest {
    private static final String SAFE = "'details':{'selected_exit':'south_safe'}";
    private static final String BLOCKED = "'details':{'selected_exit':'north_blocked'}";

    private Scenario scenario;

    @BeforeEach
    void readScenario() throws ToolException {
        scenario = Told.shipped("office_fire_mvp");
    }

    private static Told audit() {
        return new Told().in("audit").at(0, "phase_transition", "info", "");
    }

    private static String total(Assessment assessment) {
        return JsonWriter.compact(assessment.score().members().get("score_total")) + " "
                + assessment.score().text("status").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"0, 25", "89.999, 25", "90, 25", "90.001, 0", "91, 0"})
    void alarm_isInTimeUpToTheLastMoment(double seconds, String points) {
        assertThat(audit().at(seconds, "alarm_activated", "success", "").points(scenario))
                .containsEntry("obj_activate_alarm", points);
    }

    @Test
    void alarm_timeRunsFromTheFirstEventOfThePhase_notOfTheSession() {
        Told late = new Told()
                .in("score_report")
                .at(0, "phase_transition", "info", "")
                .in("audit")
                .at(500, "phase_transition", "info", "")
                .at(589, "alarm_activated", "success", "");
        assertThat(late.points(scenario)).containsEntry("obj_activate_alarm", "25");
    }

    @Test
    void alarm_tooLate_isMissedForAReason() {
        assertThat(audit().at(95.5, "alarm_activated", "success", "")
                        .steps(scenario)
                        .getLast()
                        .why())
                .containsExactly(
                        "0 obj_activate_alarm: The alarm was not raised in time: alarm_activated came 95.5 s into"
                                + " audit, later than 90 s (evt-002).");
    }

    @ParameterizedTest
    @CsvSource({"success, 25", "fail, 0", "partial, 0", "info, 0"})
    void exit_onlySuccessCounts(String outcome, String points) {
        assertThat(audit().at(10, "exit_selected", outcome, SAFE).points(scenario))
                .containsEntry("obj_use_safe_exit", points);
    }

    @Test
    void exit_secondTryOfTheSameAssessment_counts() {
        Told told = audit().at(10, "exit_selected", "fail", BLOCKED).at(20, "exit_selected", "success", SAFE);
        assertThat(told.points(scenario)).containsEntry("obj_use_safe_exit", "25");
        assertThat(told.by(scenario).lineage().get(2).firstEvidence()).containsExactly("evt-003");
    }

    @Test
    void exit_furtherTriesAfterSuccess_changeNothing() {
        List<Step> steps = audit().at(10, "exit_selected", "success", SAFE)
                .at(20, "exit_selected", "fail", BLOCKED)
                .steps(scenario);
        assertThat(steps.getLast().change()).isEqualByComparingTo("0");
        assertThat(steps.getLast().why())
                .containsExactly("0 obj_use_safe_exit: it has its evidence already, evt-002 (evt-003).");
    }

    @Test
    void exit_inTheDrill_isNotAssessed() {
        Told told = audit().in("micro_drill").at(400, "exit_selected", "success", SAFE);
        assertThat(told.points(scenario)).containsEntry("obj_use_safe_exit", "0");
        assertThat(told.steps(scenario).getLast().why())
                .containsExactly("0 obj_use_safe_exit: it is not assessed in micro_drill (evt-002).");
    }

    @Test
    void exit_withoutTheDetail_saysWhatIsMissing() {
        assertThat(audit().at(10, "exit_selected", "success", "")
                        .steps(scenario)
                        .getLast()
                        .why())
                .containsExactly(
                        "0 obj_use_safe_exit: The safe exit was not chosen: selected_exit is missing, which must"
                                + " be \"south_safe\" (evt-002).");
    }

    @Test
    void reAudit_better_countsInstead() {
        Told told = audit().at(10, "exit_selected", "fail", BLOCKED)
                .in("re_audit")
                .at(500, "exit_selected", "success", SAFE)
                .at(520, "re_audit_completed", "success", "");
        assertThat(told.points(scenario))
                .containsEntry("obj_use_safe_exit", "0->25")
                .containsEntry("obj_reaudit_correction", "0->20");
        assertThat(JsonWriter.compact(told.by(scenario).report().members().get("re_audit_delta")))
                .isEqualTo("{\"improved_objectives\":[\"obj_use_safe_exit\",\"obj_reaudit_correction\"],"
                        + "\"score_delta\":45}");
        assertThat(why(told.by(scenario)))
                .contains("Assessed again, obj_use_safe_exit got 25 of 25 after 0 in the first assessment (evt-003).");
    }

    @Test
    void reAudit_worse_countsInsteadToo() {
        Told told = audit().at(10, "exit_selected", "success", SAFE)
                .in("re_audit")
                .at(500, "exit_selected", "fail", BLOCKED);
        assertThat(told.points(scenario)).containsEntry("obj_use_safe_exit", "25->0");
        assertThat(total(told.by(scenario))).isEqualTo("0 fail");
        assertThat(JsonWriter.compact(told.by(scenario).report().members().get("re_audit_delta")))
                .isEqualTo("{\"improved_objectives\":[],\"score_delta\":-25}");
        assertThat(told.steps(scenario).getLast().why())
                .containsExactly("-25 obj_use_safe_exit: The safe exit was not chosen: the outcome of exit_selected is"
                        + " fail, selected_exit is \"north_blocked\" instead of \"south_safe\"; it counts instead of the"
                        + " 25 of the first assessment (evt-003).");
    }

    @Test
    void reAudit_withoutEvidence_leavesTheFirst() {
        Told told =
                audit().at(10, "exit_selected", "success", SAFE).in("re_audit").at(500, "re_audit_started", "info", "");
        assertThat(told.points(scenario)).containsEntry("obj_use_safe_exit", "25");
        assertThat(told.by(scenario).report().members()).doesNotContainKey("re_audit_delta");
    }

    @Test
    void reAudit_objectivesThatItDoesNotRepeat_areNotAssessed() {
        Told told = audit().in("re_audit").at(500, "alarm_activated", "success", "");
        assertThat(told.points(scenario)).containsEntry("obj_activate_alarm", "0");
    }

    @Test
    void completeEvent_inAnotherPhase_isNoEvidence() {
        assertThat(audit().at(10, "re_audit_completed", "success", "").points(scenario))
                .containsEntry("obj_reaudit_correction", "0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'critical_error_code':'used_blocked_exit'",
                "'details':{'critical_error_code':'used_blocked_exit'}",
                "'critical_error_code':'used_blocked_exit','details':{'critical_error_code':'other'}",
            },
            quoteCharacter = '\0')
    void criticalError_codeStandsAtTheTopOrInDetails_andCountsOnceInAnyPhase(String code) {
        Told told = audit().at(5, "alarm_activated", "success", "")
                .in("micro_drill")
                .at(10, "critical_error", "fail", code)
                .in("re_audit")
                .at(20, "critical_error", "fail", code);
        assertThat(total(told.by(scenario))).isEqualTo("5 fail");
        assertThat(told.steps(scenario).getLast().why())
                .containsExactly("0 critical used_blocked_exit: it counted already at evt-003 (evt-004).");
    }

    @Test
    void criticalError_hardFail_failsASessionThatHasThePoints() {
        Told told = perfect().at(600, "critical_error", "fail", "'critical_error_code':'ignored_alarm'");
        assertThat(total(perfect().by(scenario))).isEqualTo("100 pass");
        assertThat(total(told.by(scenario))).isEqualTo("70 fail");
    }

    @Test
    void criticalError_ofAnotherEventType_isAWarningOnly() {
        Told told = audit().at(5, "exit_selected", "fail", "'critical_error_code':'used_blocked_exit'");
        assertThat(told.by(scenario).report().members().get("critical_errors")).hasToString("ArrayValue[items=[]]");
        assertThat(told.by(scenario).warnings())
                .containsExactly(
                        "Event evt-002 names the critical error used_blocked_exit, but does not count: the rubric"
                                + " wants another event type or other details for it.");
    }

    private static Told perfect() {
        return audit().at(10, "alarm_activated", "success", "")
                .at(20, "hazard_identified", "success", "")
                .at(30, "extinguisher_attempted", "success", "'details':{'safe_to_fight':true}")
                .at(40, "exit_selected", "success", SAFE)
                .in("re_audit")
                .at(500, "re_audit_completed", "success", "");
    }

    @Test
    void drills_missedWithTheHighestWeight_isRecommended() {
        assertThat(drills(audit().at(10, "hazard_identified", "success", "")))
                .containsExactly("drill_alarm_activation");
        assertThat(drills(audit().at(10, "alarm_activated", "success", ""))).containsExactly("drill_exit_selection");
        assertThat(drills(perfect())).isEmpty();
    }

    @Test
    void drills_criticalError_comesBeforeTheMiss() {
        assertThat(drills(audit().at(10, "critical_error", "fail", "'critical_error_code':'used_blocked_exit'")))
                .containsExactly("drill_exit_selection");
    }

    private List<String> drills(Told told) {
        return told.by(scenario).report().objects("recommended_microdrills").stream()
                .map(drill -> drill.text("microdrill_id").orElseThrow())
                .toList();
    }

    private static List<String> why(Assessment assessment) {
        return assessment.report().texts("why");
    }

    @Test
    void claims_wordsThatTheScenarioDoesNotKnow_areToldOnce() {
        Told told = audit().in("exam").at(1, "bell_rang", "info", "").at(2, "bell_rang", "info", "");
        assertThat(told.by(scenario).warnings())
                .containsExactly(
                        "Event evt-002 is in the phase exam, which the scenario office_fire_mvp does not know; it has"
                                + " audit, micro_drill, re_audit, score_report.",
                        "Event evt-002 is of the type bell_rang, which the scenario office_fire_mvp does not know.");
    }

    @Test
    void claims_thatTheRubricDoesNotKnow_areTold() {
        Told told = audit().at(1, "hazard_identified", "success", "'objective_id':'obj_other','score_delta':20")
                .at(2, "critical_error", "fail", "'critical_error_code':'ran_with_coffee','score_delta':-5.50")
                .at(3, "alarm_activated", "success", "'objective_id':'obj_use_safe_exit','score_delta':25.0");
        assertThat(told.by(scenario).warnings())
                .containsExactly(
                        "Event evt-002 names the objective obj_other, which the rubric does not know.",
                        "Event evt-002 claims +20 for obj_other; the rubric gives +20 for obj_identify_hazard.",
                        "Event evt-003 names the critical error ran_with_coffee, which the rubric does not know; it"
                                + " takes no points.",
                        "Event evt-003 claims -5.5; the rubric gives 0, because it has nothing to do with any objective.",
                        "Event evt-004 claims +25 for obj_use_safe_exit; the rubric gives +25 for obj_activate_alarm.");
    }

    @Test
    void claims_manyThatDiffer_areCounted() {
        Told told = audit();
        for (int i = 0; i < 150; i++) {
            told.at(i, "phase_transition", "info", "'score_delta':1");
        }
        assertThat(told.by(scenario).warnings())
                .hasSize(101)
                .last()
                .isEqualTo("Warnings like these would have been given 50 times more.");
    }

    @Test
    void evidence_ofManyEvents_isCutAndCounted() {
        Told told = audit();
        for (int i = 0; i < 25; i++) {
            told.at(i, "exit_selected", "fail", BLOCKED);
        }
        ObjectValue exit =
                told.by(scenario).report().objects("objective_breakdown").get(2);
        assertThat(exit.texts("evidence_event_ids")).hasSize(20).first().isEqualTo("evt-002");
        assertThat(told.by(scenario).score().texts("why"))
                .anySatisfy(
                        why -> assertThat(why).endsWith("(evt-002, evt-003, evt-004, evt-005, evt-006 and 20 more)."));
    }

    /** What went wrong when it was repeated is no reason for a drill between both assessments. */
    @Test
    void errorOfTheRepeatedAssessment_givesNoDrillAfterTheFirst() throws ToolException {
        Told told = new Told()
                .in("audit")
                .at(10, "exit_selected", "success", "'details':{'selected_exit':'south_safe'}")
                .in("re_audit")
                .at(100, "critical_error", "fail", "'critical_error_code':'used_blocked_exit'");
        assertThat(told.by(Told.shipped("office_fire_mvp")).lineage())
                .filteredOn(line -> line.objectiveId().equals("obj_use_safe_exit"))
                .singleElement()
                .satisfies(line -> assertThat(line.drill()).isEmpty());
    }
}
