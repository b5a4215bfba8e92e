package dev.candor.sessions.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.sessions.score.Scoring.Lineage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The session of the reference, whose own bundle claims 72 points. */
class ReferenceSessionTest {
    @Test
    void score_ofTheReferenceSession_is25() throws ToolException {
        assertThat(JsonWriter.indented(
                        Told.office().by(Told.shipped("office_fire_mvp")).score()))
                .isEqualTo("""
                {
                  "score_total": 25,
                  "status": "fail",
                  "why": [
                    "+25 obj_activate_alarm: The alarm was raised in time, 70 s into audit (evt-002).",
                    "0 of 20 obj_identify_hazard: The source of the fire was not found: no \
                hazard_identified event in audit.",
                    "0 of 25 obj_use_safe_exit: The safe exit was not chosen: the outcome of exit_selected \
                is fail, selected_exit is \\"north_blocked\\" instead of \\"south_safe\\" (evt-003).",
                    "0 of 10 obj_extinguisher_judgment: There was no safe use of the extinguisher: no \
                extinguisher_attempted event in audit.",
                    "+20 obj_reaudit_correction: The second assessment was completed with success, 0 s \
                into re_audit (evt-007).",
                    "-20 critical used_blocked_exit: The way out led to a blocked exit (evt-004).",
                    "Score 25 of 100: 45 for objectives - 20 for critical errors = 25. Status fail, below \
                65."
                  ]
                }""");
    }

    @Test
    void report_ofTheReferenceSession_namesItsEvidence() throws ToolException {
        assertThat(JsonWriter.indented(
                        Told.office().by(Told.shipped("office_fire_mvp")).report()))
                .isEqualTo("""
                {
                  "critical_errors": [
                    {
                      "code": "used_blocked_exit",
                      "penalty": 20,
                      "trigger_event_id": "evt-004",
                      "why": "The way out led to a blocked exit."
                    }
                  ],
                  "objective_breakdown": [
                    {
                      "achieved": true,
                      "evidence_event_ids": [
                        "evt-002"
                      ],
                      "label": "Raise the fire alarm in time",
                      "objective_id": "obj_activate_alarm",
                      "score_awarded": 25,
                      "weight": 25
                    },
                    {
                      "achieved": false,
                      "evidence_event_ids": [],
                      "label": "Tell where the fire is",
                      "objective_id": "obj_identify_hazard",
                      "score_awarded": 0,
                      "weight": 20
                    },
                    {
                      "achieved": false,
                      "evidence_event_ids": [
                        "evt-003"
                      ],
                      "label": "Leave by the safe exit",
                      "objective_id": "obj_use_safe_exit",
                      "score_awarded": 0,
                      "weight": 25
                    },
                    {
                      "achieved": false,
                      "evidence_event_ids": [],
                      "label": "Fight the fire only where that is safe",
                      "objective_id": "obj_extinguisher_judgment",
                      "score_awarded": 0,
                      "weight": 10
                    },
                    {
                      "achieved": true,
                      "evidence_event_ids": [
                        "evt-007"
                      ],
                      "label": "Do better when assessed again",
                      "objective_id": "obj_reaudit_correction",
                      "score_awarded": 20,
                      "weight": 20
                    }
                  ],
                  "participant_id": "p-1",
                  "re_audit_delta": {
                    "improved_objectives": [
                      "obj_reaudit_correction"
                    ],
                    "score_delta": 20
                  },
                  "recommended_microdrills": [
                    {
                      "microdrill_id": "drill_exit_selection",
                      "reason": "Critical error used_blocked_exit: The way out led to a blocked exit \
                (evt-004)."
                    }
                  ],
                  "scenario_id": "office_fire_mvp",
                  "score_total": 25,
                  "session_id": "s-1",
                  "status": "fail",
                  "why": [
                    "The alarm was raised in time, 70 s into audit (evt-002).",
                    "The second assessment was completed with success, 0 s into re_audit (evt-007).",
                    "The source of the fire was not found: no hazard_identified event in audit.",
                    "The safe exit was not chosen: the outcome of exit_selected is fail, selected_exit is \
                \\"north_blocked\\" instead of \\"south_safe\\" (evt-003).",
                    "There was no safe use of the extinguisher: no extinguisher_attempted event in audit.",
                    "The way out led to a blocked exit (evt-004).",
                    "Score 25 of 100: 45 for objectives - 20 for critical errors = 25. Status fail, below \
                65."
                  ]
                }""");
    }

    @Test
    void steps_ofTheReferenceSession_sayWhatEachEventDid() throws ToolException {
        assertThat(Told.office().steps(Told.shipped("office_fire_mvp")).stream()
                        .map(step -> ScoreText.number(step.running()) + " (" + ScoreText.signed(step.change()) + ") "
                                + step.why()))
                .containsExactly(
                        "0 (0) []",
                        "25 (+25) [+25 obj_activate_alarm: The alarm was raised in time, 70 s into audit (evt-002).]",
                        "25 (0) [0 obj_use_safe_exit: The safe exit was not chosen: the outcome of exit_selected is"
                                + " fail, selected_exit is \"north_blocked\" instead of \"south_safe\" (evt-003).]",
                        "5 (-20) [-20 critical used_blocked_exit: The way out led to a blocked exit (evt-004).]",
                        "5 (0) []",
                        "5 (0) []",
                        "25 (+20) [+20 obj_reaudit_correction: The second assessment was completed with success, 0 s"
                                + " into re_audit (evt-007).]");
    }

    @Test
    void lineage_ofTheReferenceSession_goesFromAuditOverTheDrill() throws ToolException {
        Lineage exit =
                Told.office().by(Told.shipped("office_fire_mvp")).lineage().get(2);
        assertThat(exit)
                .isEqualTo(new Lineage(
                        "obj_use_safe_exit",
                        "Leave by the safe exit",
                        new BigDecimal(25),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        false,
                        List.of("evt-003"),
                        "drill_exit_selection",
                        List.of("evt-005", "evt-006"),
                        List.of()));
    }

    @Test
    void warnings_ofTheReferenceSession_tellOfTheClaimThatTheRubricDoesNotGive() throws ToolException {
        assertThat(Told.office().by(Told.shipped("office_fire_mvp")).warnings())
                .containsExactly("Event evt-007 claims +25 for obj_use_safe_exit; the rubric gives +20 for"
                        + " obj_reaudit_correction.");
    }
}
