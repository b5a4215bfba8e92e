package dev.candor.export.internal.page;

import static dev.candor.export.internal.page.PageText.number;
import static dev.candor.export.internal.page.PageText.points;
import static dev.candor.export.internal.page.PageText.text;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.event.SessionEvents.Facts;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.ScenarioFile;
import dev.candor.sessions.score.Scoring.Assessment;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the template of a page is filled with. */
record Report(
        Scenario scenario,
        ObjectValue rubric,
        Names names,
        Facts facts,
        Assessment assessment,
        Timeline timeline,
        String exportedAt) {

    /** A part of the sum: what it adds, from what the sum was to what it is. */
    record Part(String label, BigDecimal from, BigDecimal to, List<String> events) {
        BigDecimal points() {
            return to.subtract(from);
        }
    }

    static Report of(Scenario scenario, Facts facts, Assessment assessment, Timeline timeline, String exportedAt) {
        ObjectValue drills = file(scenario, Scenario.MICRODRILLS_FILE);
        return new Report(
                scenario,
                file(scenario, Scenario.RUBRIC_FILE),
                Names.of(scenario, assessment.report(), drills),
                facts,
                assessment,
                timeline,
                exportedAt);
    }

    private static ObjectValue file(Scenario scenario, String name) {
        ScenarioFile file = scenario.files().get(name);
        return file != null && file.json() instanceof ObjectValue object ? object : new ObjectValue(Map.of());
    }

    List<ObjectValue> objects(String name) {
        return assessment.report().objects(name);
    }

    BigDecimal total() {
        return number(assessment.report(), "score_total");
    }

    private boolean hasFailed() {
        return !text(assessment.report(), "status").endsWith("pass");
    }

    private boolean hasPassedDespiteErrors() {
        return !hasFailed() && !objects("critical_errors").isEmpty();
    }

    /** Pass, conditional pass or fail, and what there is to say against a pass. */
    String verdict() {
        String status = PageText.title(text(assessment.report(), "status"));
        int errors = objects("critical_errors").size();
        return hasPassedDespiteErrors() ? status + ", with " + Wording.count(errors, "critical error") : status;
    }

    /** The colour of the verdict: {@code pass, conditional, fail}. */
    String verdictKind() {
        boolean isPlainPass = text(assessment.report(), "status").equals("pass") && !hasPassedDespiteErrors();
        return hasFailed() ? "fail" : isPlainPass ? "pass" : "conditional";
    }

    /** Why the verdict is not what the points alone would give; empty when it is. */
    String note() {
        if (hasPassedDespiteErrors()) {
            return "By this scenario's rubric it need not fail for what is an error all the same: "
                    + errors(code -> true);
        }
        return hasFailed() && total().compareTo(number(rubric, "conditional_pass_threshold")) >= 0
                ? "The points alone would do. It fails all the same, because of a critical error that forces it: "
                        + errors(this::isHardFail)
                : "";
    }

    private String errors(Predicate<String> chosen) {
        return objects("critical_errors").stream()
                .map(error -> text(error, "code"))
                .filter(chosen)
                .map(PageText::words)
                .collect(Collectors.joining(", ", "", "."));
    }

    boolean isHardFail(String code) {
        return rubric.objects("critical_errors").stream()
                .anyMatch(error -> text(error, "code").equals(code) && error.isTrue("hard_fail"));
    }

    /** The parts of the sum, in their order. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (ObjectValue objective : objects("objective_breakdown")) {
            BigDecimal awarded = number(objective, "score_awarded");
            add(parts, text(objective, "label"), awarded, objective.texts("evidence_event_ids"));
        }
        for (ObjectValue error : objects("critical_errors")) {
            List<String> events = error.text("trigger_event_id").stream().toList();
            add(
                    parts,
                    PageText.title(text(error, "code")),
                    number(error, "penalty").negate(),
                    events);
        }
        BigDecimal sum = parts.isEmpty() ? BigDecimal.ZERO : parts.getLast().to();
        String bounds = "Kept between 0 and " + points(number(rubric, "max_score"));
        add(parts, bounds, total().subtract(sum), List.of());
        return parts;
    }

    private static void add(List<Part> parts, String label, BigDecimal points, List<String> events) {
        if (points.signum() != 0) {
            BigDecimal from =
                    parts.isEmpty() ? BigDecimal.ZERO : parts.getLast().to();
            parts.add(new Part(label, from, from.add(points), events));
        }
    }

    /** A scale that has each part of the sum on it. */
    Scale scaleOfSum() {
        Scale scale = Scale.of(rubric);
        for (Part part : parts()) {
            scale = scale.with(part.to());
        }
        return scale;
    }

    /** What repeating changed, when anything was repeated. */
    ObjectValue delta() {
        return assessment.report().object("re_audit_delta");
    }

    String improved() {
        return delta().texts("improved_objectives").stream().map(names::label).collect(Collectors.joining(", "));
    }

    String took() {
        return PageText.took(Duration.between(OffsetDateTime.parse(facts.first()), OffsetDateTime.parse(facts.last())));
    }
}
