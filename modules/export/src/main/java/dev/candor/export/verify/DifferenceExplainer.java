package dev.candor.export.verify;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.score.Scoring.Assessment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a bundle's score and report are not what its own events give, in sentences. */
final class DifferenceExplainer {
    private static final String OBJECTIVES = "objective_breakdown";
    private static final String ERRORS = "critical_errors";
    private static final String EVIDENCE = "evidence_event_ids";
    /** Sums of more digits before or after the point are not worked out: claims may lie thousands of digits apart. */
    private static final int MAX_DIGITS = 40;

    private final Assessment assessment;
    private final ObjectValue claimed;
    private final Optional<JsonValue> claimedTotal;
    private final Optional<BigDecimal> deltas;
    private final Map<String, String> evidence;

    /**
     * For one bundle.
     *
     * @param assessment what its events give
     * @param bundle its members
     * @param deltas what its events say they change the score by, added up; empty when that has too many digits
     * @param evidence what there is to say of an event, by its id
     */
    DifferenceExplainer(
            Assessment assessment, ObjectValue bundle, Optional<BigDecimal> deltas, Map<String, String> evidence) {
        this.assessment = assessment;
        this.claimed = bundle.object("report");
        this.claimedTotal = bundle.object("score").member("score_total");
        this.deltas = deltas;
        this.evidence = evidence;
    }

    /** The ids of the events that a report names. */
    static List<String> named(ObjectValue report) {
        return Stream.concat(report.objects(OBJECTIVES).stream(), report.objects(ERRORS).stream())
                .flatMap(DifferenceExplainer::events)
                .toList();
    }

    /** Why a value at some place of a bundle is not the one found there. */
    String why(String pointer, String entry, Optional<JsonValue> expected, Optional<JsonValue> found) {
        String missing = found.isEmpty() && !entry.isEmpty() ? "the entry of " + entry + " is missing; " : "";
        String member = pointer.replaceFirst("^/report/(\\w+).*", "$1");
        return switch (member) {
            case "/score/score_total" -> total(found);
            case "score_total" ->
                JsonDiff.isSame(found, claimedTotal)
                        ? "the score has the same total, which the rubric does not give"
                        : total(found);
            case "status", "/score/status" ->
                "the status follows from the total, the rubric's thresholds and its hard fails";
            case OBJECTIVES -> missing + entry(entry, "the rubric has no objective " + entry, expected, found);
            case ERRORS ->
                missing + entry(entry, "no event of the session is the critical error " + entry, expected, found);
            case "recommended_microdrills" ->
                missing + "the microdrills follow from the critical errors and the objectives that were missed, by the"
                        + " scenario's own policy";
            case "why", "/score/why" ->
                "there is a sentence for each objective, each critical error and the total; how they are worded is not proven";
            case "re_audit_delta" -> reAudit();
            default ->
                expected.isEmpty() ? "an export writes no such member" : "the events and the scenario give another";
        };
    }

    private static ObjectValue object(Optional<JsonValue> value) {
        return value.orElse(null) instanceof ObjectValue object ? object : new ObjectValue(Map.of());
    }

    /** How the total comes about, and whether anything in the bundle gives the one that it has. */
    private String total(Optional<JsonValue> found) {
        ObjectValue report = assessment.report();
        BigDecimal total = number(report.member("score_total"));
        Optional<BigDecimal> own = sum(points(claimed));
        boolean isHeld =
                sum(points(report)).filter(sum -> sum.compareTo(total) == 0).isEmpty();
        return "the rubric gives " + text(total) + " (" + report.text("status").orElse("") + "): " + terms(report)
                + (isHeld ? ", held within the rubric's bounds" : "")
                + ". What the bundle's own report awards adds up to " + words(own)
                + ", what its events claim by score_delta to " + words(deltas) + origin(found, own);
    }

    private String origin(Optional<JsonValue> found, Optional<BigDecimal> own) {
        if (!(found.orElse(null) instanceof NumberValue value)) {
            return "; the bundle has no total that is a number";
        }
        String sum =
                isNumber(own, value) ? "what the bundle awards itself" : isNumber(deltas, value) ? "those claims" : "";
        return sum.isEmpty()
                ? "; none of them gives " + text(value.number())
                : "; so " + text(value.number()) + " is the sum of " + sum + ", which the rubric does not bear out";
    }

    private static boolean isNumber(Optional<BigDecimal> sum, NumberValue value) {
        return sum.filter(number -> number.compareTo(value.number()) == 0).isPresent();
    }

    /** {@code +25 obj_x (evt-2) -20 used_exit (evt-4) = 5}. */
    private static String terms(ObjectValue report) {
        List<String> terms = new ArrayList<>();
        for (ObjectValue entry : report.objects(OBJECTIVES)) {
            BigDecimal awarded = number(entry.member("score_awarded"));
            if (awarded.signum() != 0) {
                terms.add("+" + text(awarded) + " " + entry.text("objective_id").orElse("") + " ("
                        + String.join(", ", entry.texts(EVIDENCE)) + ")");
            }
        }
        for (ObjectValue entry : report.objects(ERRORS)) {
            terms.add("-" + text(number(entry.member("penalty"))) + " "
                    + entry.text("code").orElse("") + " ("
                    + entry.text("trigger_event_id").orElse("") + ")");
        }
        return terms.isEmpty()
                ? "no event awards or costs a point"
                : String.join(" ", terms) + " = " + words(sum(points(report)));
    }

    private static Stream<BigDecimal> points(ObjectValue report) {
        return Stream.concat(
                report.objects(OBJECTIVES).stream().map(entry -> number(entry.member("score_awarded"))),
                report.objects(ERRORS).stream()
                        .map(entry -> number(entry.member("penalty")).negate()));
    }

    private static Optional<BigDecimal> sum(Stream<BigDecimal> numbers) {
        return numbers.reduce(Optional.of(BigDecimal.ZERO), DifferenceExplainer::plus, (one, other) -> one);
    }

    /** A sum with one number more; empty once one has too many digits. */
    static Optional<BigDecimal> plus(Optional<BigDecimal> sum, BigDecimal number) {
        BigDecimal exact = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean isLong = exact.scale() > MAX_DIGITS || exact.precision() - exact.scale() > MAX_DIGITS;
        return sum.filter(any -> !isLong).map(number::add);
    }

    private static BigDecimal number(Optional<JsonValue> value) {
        return value.orElse(null) instanceof NumberValue number ? number.number() : BigDecimal.ZERO;
    }

    private static String text(BigDecimal number) {
        return CanonicalJson.number(number).text();
    }

    private static String words(Optional<BigDecimal> sum) {
        return sum.map(DifferenceExplainer::text).orElse("a number of too many digits");
    }

    /** What the rubric says of an objective or a critical error, and what the events are that only the bundle names for it. */
    private String entry(String id, String none, Optional<JsonValue> expected, Optional<JsonValue> found) {
        if (id.isEmpty()) {
            return "these are not the entries that the rubric gives, in its order";
        }
        String said = said(id);
        List<String> parts = new ArrayList<>(List.of("by the rubric: " + (said.isEmpty() ? none : said)));
        List<String> ours = events(object(expected)).toList();
        events(object(found))
                .filter(event -> !ours.contains(event))
                .limit(3)
                .forEach(event -> parts.add("the bundle names " + event + ", "
                        + evidence.getOrDefault(event, "which is no event of this bundle")));
        return String.join("; ", parts);
    }

    private static Stream<String> events(ObjectValue entry) {
        return Stream.concat(entry.texts(EVIDENCE).stream(), entry.text("trigger_event_id").stream());
    }

    /** What the recomputed score says of an objective or a critical error. */
    private String said(String id) {
        return assessment.score().texts("why").stream()
                .filter(sentence -> sentence.contains(" " + id + ":"))
                .map(sentence -> sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence)
                .findFirst()
                .orElse("");
    }

    /** How the difference between the two assessments comes about. */
    private String reAudit() {
        List<String> parts = assessment.lineage().stream()
                .filter(objective -> objective.isRepeated())
                .map(objective ->
                        objective.objectiveId() + " " + text(objective.first()) + " to " + text(objective.repeated()))
                .toList();
        return parts.isEmpty()
                ? "no objective was assessed again"
                : "assessed again by the rubric: " + String.join(", ", parts);
    }
}
