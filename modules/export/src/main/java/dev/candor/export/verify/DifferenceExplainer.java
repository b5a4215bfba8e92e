package dev.candor.export.verify;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring;
import dev.candor.sessions.score.Scoring.Assessment;
import dev.candor.sessions.score.Scoring.Lineage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scores the events of a bundle anew, and says in sentences why its score and report are not what they give. */
final class DifferenceExplainer {
    private static final String OBJECTIVES = "objective_breakdown";
    private static final String ERRORS = "critical_errors";
    private static final String EVIDENCE = "evidence_event_ids";
    /** A sum of more digits before or after the point is not worked out: claims may lie thousands of digits apart. */
    private static final int MAX_DIGITS = 40;

    private final ObjectValue bundle;
    private final Assessment assessment;
    private final Map<String, String> evidence = new HashMap<>();
    private Optional<BigDecimal> deltas = Optional.of(BigDecimal.ZERO);

    /**
     * For one bundle.
     *
     * @param bundle its members
     * @param scenario to score by
     */
    DifferenceExplainer(ObjectValue bundle, SessionEvents events, Scenario scenario) throws IOException {
        this.bundle = bundle;
        Set<String> named = entries(bundle.object("report"))
                .flatMap(DifferenceExplainer::events)
                .collect(Collectors.toSet());
        Scoring scoring = scenario.scoring();
        events.forEach(event -> {
            List<String> why = scoring.take(event).why();
            deltas = event.scoreDelta().map(delta -> plus(deltas, delta)).orElse(deltas);
            if (named.contains(event.id())) {
                evidence.put(
                        event.id(),
                        "a " + event.type() + " event with the outcome " + event.outcome() + " in " + event.phase()
                                + (why.isEmpty()
                                        ? ", which has nothing to do with the score"
                                        : ", of which the rubric says: " + String.join(" ", why)));
            }
        });
        this.assessment = scoring.assessment();
    }

    /** What the events give. */
    Assessment assessment() {
        return assessment;
    }

    /** Why a value at some place of the bundle is not the one found there. */
    String why(String pointer, String entry, Optional<JsonValue> expected, Optional<JsonValue> found) {
        String missing = found.isEmpty() && !entry.isEmpty() ? "the entry of " + entry + " is missing; " : "";
        return switch (pointer.replaceFirst("^/report/(\\w+).*", "$1")) {
            case "/score/score_total" -> total(found);
            case "score_total" ->
                JsonDiff.isSame(found, bundle.object("score").member("score_total"))
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

    /** How the total comes about, and whether anything in the bundle gives the one that it has. */
    private String total(Optional<JsonValue> found) {
        ObjectValue report = assessment.report();
        BigDecimal total = number(report, "score_total");
        Optional<BigDecimal> own = sum(bundle.object("report"));
        boolean isHeld = sum(report).filter(sum -> sum.compareTo(total) == 0).isEmpty();
        return "the rubric gives " + text(total) + " (" + report.text("status").orElse("") + "): " + terms(report)
                + (isHeld ? ", held within the rubric's bounds" : "")
                + ". What the bundle's own report awards adds up to " + words(own)
                + ", what its events claim by score_delta to " + words(deltas) + "; " + origin(found, own);
    }

    private String origin(Optional<JsonValue> found, Optional<BigDecimal> own) {
        if (!(found.orElse(null) instanceof NumberValue value)) {
            return "the bundle has no total that is a number";
        }
        String claimed = text(value.number());
        String sum = words(own).equals(claimed)
                ? "what the bundle awards itself"
                : words(deltas).equals(claimed) ? "those claims" : "";
        return sum.isEmpty()
                ? "none of them gives " + claimed
                : "so " + claimed + " is the sum of " + sum + ", which the rubric does not bear out";
    }

    /** {@code +25 obj_x (evt-2) -20 used_exit (evt-4) = 5}. */
    private static String terms(ObjectValue report) {
        String terms = entries(report)
                .filter(entry ->
                        points(entry).signum() != 0 || entry.text("code").isPresent())
                .map(entry -> (entry.text("code").isPresent() ? "-" : "+")
                        + text(points(entry).abs()) + " "
                        + entry.text("code")
                                .or(() -> entry.text("objective_id"))
                                .orElse("")
                        + " (" + events(entry).collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(" "));
        return terms.isEmpty() ? "no event awards or costs a point" : terms + " = " + words(sum(report));
    }

    /** The objectives of a report, and its critical errors. */
    private static Stream<ObjectValue> entries(ObjectValue report) {
        return Stream.concat(report.objects(OBJECTIVES).stream(), report.objects(ERRORS).stream());
    }

    private static Stream<String> events(ObjectValue entry) {
        return Stream.concat(entry.texts(EVIDENCE).stream(), entry.text("trigger_event_id").stream());
    }

    private static BigDecimal points(ObjectValue entry) {
        return entry.member("penalty").isPresent() ? number(entry, "penalty").negate() : number(entry, "score_awarded");
    }

    private static Optional<BigDecimal> sum(ObjectValue report) {
        return entries(report)
                .map(DifferenceExplainer::points)
                .reduce(Optional.of(BigDecimal.ZERO), DifferenceExplainer::plus, (one, other) -> one);
    }

    /** A sum with one number more; empty once one has too many digits. */
    private static Optional<BigDecimal> plus(Optional<BigDecimal> sum, BigDecimal number) {
        BigDecimal exact = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean isLong = exact.scale() > MAX_DIGITS || exact.precision() - exact.scale() > MAX_DIGITS;
        return sum.filter(any -> !isLong).map(number::add);
    }

    private static BigDecimal number(ObjectValue object, String name) {
        return object.members().get(name) instanceof NumberValue number ? number.number() : BigDecimal.ZERO;
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
        String said = assessment.score().texts("why").stream()
                .filter(sentence -> sentence.contains(" " + id + ":"))
                .map(sentence -> sentence.replaceFirst("\\.$", ""))
                .findFirst()
                .orElse(none);
        List<String> parts = new ArrayList<>(List.of("by the rubric: " + said));
        List<String> ours = events(object(expected)).toList();
        events(object(found))
                .filter(event -> !ours.contains(event))
                .limit(3)
                .map(event -> event + ", " + evidence.getOrDefault(event, "which is no event of this bundle"))
                .forEach(event -> parts.add("the bundle names " + event));
        return String.join("; ", parts);
    }

    private static ObjectValue object(Optional<JsonValue> value) {
        return value.orElse(null) instanceof ObjectValue object ? object : new ObjectValue(Map.of());
    }

    /** How the difference between the two assessments comes about. */
    private String reAudit() {
        String parts = assessment.lineage().stream()
                .filter(Lineage::isRepeated)
                .map(line -> line.objectiveId() + " " + text(line.first()) + " to " + text(line.repeated()))
                .collect(Collectors.joining(", "));
        return parts.isEmpty() ? "no objective was assessed again" : "assessed again by the rubric: " + parts;
    }
}
