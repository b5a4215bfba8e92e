package dev.candor.export.internal.verify;

import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.session.CanonicalJson;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a bundle's score and report are not what its own events give, in sentences. */
final class WhyNot {
    private static final String AWARDED = "score_awarded";

    private final Assessment assessment;
    private final ObjectValue claimed;
    private final Witnesses witnesses;
    private final Points claimedDeltas;

    /**
     * For one bundle.
     *
     * @param assessment what its events give
     * @param claimed the report that it has
     * @param claimedDeltas what its events say they change the score by, added up
     */
    WhyNot(Assessment assessment, ObjectValue claimed, Witnesses witnesses, Points claimedDeltas) {
        this.assessment = assessment;
        this.claimed = claimed;
        this.witnesses = witnesses;
        this.claimedDeltas = claimedDeltas;
    }

    /** How the total comes about, and that nothing in the bundle gives another one. */
    String total(Optional<JsonValue> found) {
        ObjectValue report = assessment.report();
        BigDecimal total = Json.number(report, "score_total");
        String status = report.text("status").orElse("");
        Points ownSum = sum(claimed);
        String sentence =
                "the rubric gives " + number(total) + " (" + status + "): " + terms(report) + held(report, total)
                        + ". What the bundle's own report awards adds up to " + ownSum.words()
                        + ", what its events claim by score_delta to " + claimedDeltas.words();
        return sentence + whence(found, ownSum);
    }

    private String whence(Optional<JsonValue> found, Points ownSum) {
        if (found.isEmpty()) {
            return "; the bundle has no total";
        }
        if (!(found.get() instanceof NumberValue value)) {
            return "; the bundle's total is no number";
        }
        boolean isOwnSum = ownSum.are(value.number());
        boolean isDeltas = claimedDeltas.are(value.number());
        String claim = number(value.number());
        if (isOwnSum || isDeltas) {
            return "; so " + claim + " is the sum of " + (isOwnSum ? "what the bundle awards itself" : "those claims")
                    + ", which the rubric does not bear out";
        }
        return "; none of them gives " + claim;
    }

    /** {@code +25 obj_x (evt-2) -20 used_exit (evt-4) = 5}. */
    private static String terms(ObjectValue report) {
        List<String> terms = new ArrayList<>();
        for (ObjectValue entry : Json.objects(report, "objective_breakdown")) {
            BigDecimal awarded = Json.number(entry, AWARDED);
            if (awarded.signum() != 0) {
                terms.add(
                        "+" + number(awarded) + " " + entry.text("objective_id").orElse("") + " ("
                                + String.join(", ", Json.texts(entry, "evidence_event_ids")) + ")");
            }
        }
        for (ObjectValue entry : Json.objects(report, "critical_errors")) {
            terms.add("-" + number(Json.number(entry, "penalty")) + " "
                    + entry.text("code").orElse("") + " ("
                    + entry.text("trigger_event_id").orElse("") + ")");
        }
        return terms.isEmpty()
                ? "no event awards or costs a point"
                : String.join(" ", terms) + " = " + sum(report).words();
    }

    private static String held(ObjectValue report, BigDecimal total) {
        return sum(report).are(total) ? "" : ", held within the rubric's bounds";
    }

    private static Points sum(ObjectValue report) {
        Points sum = Points.NONE;
        for (ObjectValue entry : Json.objects(report, "objective_breakdown")) {
            sum = sum.plus(Json.number(entry, AWARDED));
        }
        for (ObjectValue entry : Json.objects(report, "critical_errors")) {
            sum = sum.minus(Json.number(entry, "penalty"));
        }
        return sum;
    }

    private static String number(BigDecimal number) {
        return CanonicalJson.number(number).text();
    }

    /** Why the rubric does or does not award an objective, and what the events are that the bundle names for it. */
    String objective(String id, Optional<ObjectValue> found) {
        String byRubric = said(id);
        List<String> parts = new ArrayList<>();
        parts.add(byRubric.isEmpty() ? "the rubric has no objective " + id : "by the rubric: " + byRubric);
        List<String> expected = Json.objects(assessment.report(), "objective_breakdown").stream()
                .filter(entry -> entry.text("objective_id").equals(Optional.of(id)))
                .flatMap(entry -> Json.texts(entry, "evidence_event_ids").stream())
                .toList();
        found.map(entry -> Json.texts(entry, "evidence_event_ids")).orElse(List.of()).stream()
                .filter(event -> !expected.contains(event))
                .limit(3)
                .forEach(event -> parts.add("the bundle names " + event + ", " + witness(event)));
        return String.join("; ", parts);
    }

    /** Why the rubric does or does not count a critical error. */
    String criticalError(String code, Optional<ObjectValue> found) {
        String byRubric = said(code);
        String event = found.flatMap(entry -> entry.text("trigger_event_id")).orElse("");
        return (byRubric.isEmpty()
                        ? "by the rubric, no event of the session is the critical error " + code
                        : "by the rubric: " + byRubric)
                + (event.isEmpty() ? "" : "; the bundle names " + event + ", " + witness(event));
    }

    private String witness(String id) {
        return witnesses.statement(id).orElse("which is no event of this bundle");
    }

    /** What the recomputed score says of an objective or a critical error. */
    private String said(String id) {
        return Json.texts(assessment.score(), "why").stream()
                .filter(sentence -> sentence.contains(" " + id + ":"))
                .map(sentence -> sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence)
                .findFirst()
                .orElse("");
    }

    /** How the difference between the two assessments comes about. */
    String reAudit() {
        List<String> parts = assessment.lineage().stream()
                .filter(objective -> objective.isRepeated())
                .map(objective -> objective.objectiveId() + " " + number(objective.first()) + " to "
                        + number(objective.repeated()))
                .toList();
        return parts.isEmpty()
                ? "no objective was assessed again"
                : "assessed again by the rubric: " + String.join(", ", parts);
    }
}
