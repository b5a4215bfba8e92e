package dev.candor.export.internal.page;

import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.score.Scoring.Lineage;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** How the result comes about: the sum, the objectives, the critical errors, what was repeated, what to train. */
final class ResultSections {
    private final Page page;
    private final Markup markup;
    private final Assessment assessment;

    ResultSections(Page page, Assessment assessment) {
        this.page = page;
        this.markup = page.markup();
        this.assessment = assessment;
    }

    void write() throws IOException {
        new ScoreSum(page).write();
        sentences("why", "Why", Page.texts(assessment.score(), "why"));
        objectives();
        errors();
        lineage();
        drills();
        sentences("warnings", "What an auditor should know", assessment.warnings());
    }

    private void sentences(String id, String heading, List<String> sentences) throws IOException {
        if (sentences.isEmpty()) {
            return;
        }
        page.section(id, heading);
        markup.open("ul");
        for (String sentence : sentences) {
            markup.element("li", sentence);
        }
        markup.close().close();
    }

    private void objectives() throws IOException {
        page.section("objectives", "Objectives");
        page.table("objectives", "Objective", "Result", "Points", "Evidence");
        for (ObjectValue objective : RubricFacts.objects(page.report(), "objective_breakdown")) {
            boolean achieved = objective.members().get("achieved") instanceof BooleanValue value && value.value();
            BigDecimal awarded = RubricFacts.number(objective, "score_awarded");
            BigDecimal weight = RubricFacts.number(objective, "weight");
            page.openRow();
            page.openRowHeader("Objective");
            named(
                    objective.text("label").orElse(""),
                    objective.text("objective_id").orElse(""));
            markup.close();
            page.openCell("Result", "word");
            if (achieved && awarded.compareTo(weight) < 0) {
                markup.element("span", "\u25d1 Achieved in part", "class", "conditional");
            } else {
                markup.element(
                        "span", achieved ? "\u2713 Achieved" : "\u2717 Missed", "class", achieved ? "pass" : "fail");
            }
            markup.close();
            page.cell("Points", "number", ScorePicture.text(awarded) + " of " + ScorePicture.text(weight));
            evidence("Evidence", Page.texts(objective, "evidence_event_ids"));
            markup.close();
        }
        page.closeTable();
        markup.close();
    }

    private void evidence(String column, List<String> ids) throws IOException {
        page.openCell(column, "ids");
        if (ids.isEmpty()) {
            markup.text("none");
        } else {
            page.events(ids);
        }
        markup.close();
    }

    private void named(String label, String id) throws IOException {
        markup.element("span", label, "class", "name").text(" ").element("code", id, "class", "id");
    }

    private void errors() throws IOException {
        List<ObjectValue> errors = RubricFacts.objects(page.report(), "critical_errors");
        page.section("errors", "Critical errors");
        if (errors.isEmpty()) {
            markup.element("p", "None was made.");
        } else {
            page.table("errors", "Error", "Why", "Penalty", "Event");
            for (ObjectValue error : errors) {
                String code = error.text("code").orElse("");
                page.openRow();
                page.openRowHeader("Error");
                markup.element("code", code).close();
                String forced = page.rubric().hardFails().contains(code) ? " It makes the session fail by itself." : "";
                page.cell("Why", "text", error.text("why").orElse("") + forced);
                page.cell(
                        "Penalty",
                        "number",
                        Page.signed(RubricFacts.number(error, "penalty").negate()));
                evidence("Event", error.text("trigger_event_id").stream().toList());
                markup.close();
            }
            page.closeTable();
        }
        markup.close();
    }

    private void lineage() throws IOException {
        if (assessment.lineage().isEmpty()) {
            return;
        }
        page.section("lineage", "From the first assessment to the repeated one");
        page.table("lineage", "Objective", "First", "Drill", "Repeated", "Change");
        for (Lineage line : assessment.lineage()) {
            page.openRow();
            page.openRowHeader("Objective");
            markup.element("code", line.objectiveId()).close();
            points("First", line.first(), line, line.firstEvidence());
            page.openCell("Drill", "ids");
            if (line.drill().isEmpty()) {
                markup.text("none");
            } else {
                markup.element("code", line.drill());
                markup.text(line.drillEvidence().isEmpty() ? " not done" : " ");
                page.events(line.drillEvidence());
            }
            markup.close();
            if (line.isRepeated()) {
                points("Repeated", line.repeated(), line, line.repeatedEvidence());
                page.cell("Change", "number", Page.signed(line.repeated().subtract(line.first())));
            } else {
                page.cell("Repeated", "ids", "not assessed again");
                page.cell("Change", "number", "\u2013");
            }
            markup.close();
        }
        page.closeTable();
        if (page.report().members().get("re_audit_delta") instanceof ObjectValue delta) {
            List<String> improved = Page.texts(delta, "improved_objectives");
            markup.element(
                    "p",
                    "Repeating changed the score by " + Page.signed(RubricFacts.number(delta, "score_delta")) + ". "
                            + (improved.isEmpty()
                                    ? "No objective improved."
                                    : "Improved: " + String.join(", ", improved) + "."));
        }
        markup.close();
    }

    private void points(String column, BigDecimal awarded, Lineage line, List<String> ids) throws IOException {
        page.openCell(column, "ids");
        markup.element("b", ScorePicture.text(awarded) + " of " + ScorePicture.text(line.weight()));
        if (!ids.isEmpty()) {
            markup.text(" ");
            page.events(ids);
        }
        markup.close();
    }

    private void drills() throws IOException {
        List<ObjectValue> drills = RubricFacts.objects(page.report(), "recommended_microdrills");
        page.section("drills", "Recommended drills");
        if (drills.isEmpty()) {
            markup.element("p", "None is needed.").close();
            return;
        }
        markup.open("ul");
        for (ObjectValue drill : drills) {
            String id = drill.text("microdrill_id").orElse("");
            markup.open("li");
            named(page.rubric().drillTitles().getOrDefault(id, ""), id);
            markup.text(": " + drill.text("reason").orElse("")).close();
        }
        markup.close().close();
    }
}
