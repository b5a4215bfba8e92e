package dev.candor.sessions.score;

import static dev.candor.sessions.score.ScoreText.ids;
import static dev.candor.sessions.score.ScoreText.number;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.score.CriticalTally.Hit;
import dev.candor.sessions.score.Microdrills.Choice;
import dev.candor.sessions.score.Rubric.CriticalError;
import dev.candor.sessions.score.Rubric.Objective;
import dev.candor.sessions.score.Rubric.Verdict;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a session came to, as score and report have it. */
record ScoreReport(Verdict verdict, List<ObjectiveTally> objectives, List<Hit> hits, List<Choice> recommended) {
    /** {@code score_total, status, why}: every sentence with its points, in the rubric's order. */
    ObjectValue score() {
        return withVerdict(Stream.concat(
                        objectives.stream().map(ObjectiveTally::sentence),
                        hits.stream().map(Hit::sentence)))
                .object();
    }

    /** The report. */
    ObjectValue report(String sessionId, String participantId, String scenarioId) {
        JsonObject report = withVerdict(why())
                .put("session_id", sessionId)
                .put("participant_id", participantId)
                .put("scenario_id", scenarioId)
                .put("objective_breakdown", all(objectives, ScoreReport::objective))
                .put("critical_errors", all(hits, ScoreReport::criticalError))
                .put("recommended_microdrills", all(recommended, ScoreReport::drill));
        if (objectives.stream().anyMatch(ObjectiveTally::isRepeated)) {
            report.put("re_audit_delta", repeatedDelta());
        }
        return report.object();
    }

    /** An object with total and status, and the sentences that lead to them. */
    private JsonObject withVerdict(Stream<String> why) {
        return new JsonObject()
                .put("score_total", CanonicalJson.number(verdict.total()))
                .put("status", verdict.status())
                .put("why", texts(Stream.concat(why, Stream.of(verdict.sentence()))));
    }

    private static JsonObject objective(ObjectiveTally tally) {
        Objective objective = tally.objective();
        return new JsonObject()
                .put("objective_id", objective.objectiveId())
                .put("label", objective.label())
                .put("weight", CanonicalJson.number(objective.weight()))
                .put("achieved", !tally.isMissed())
                .put("score_awarded", CanonicalJson.number(tally.points()))
                .put("evidence_event_ids", texts(tally.counting().eventIds().stream()));
    }

    private static JsonObject criticalError(Hit hit) {
        CriticalError error = hit.error();
        return new JsonObject()
                .put("code", error.code())
                .put("trigger_event_id", hit.eventId())
                .put("penalty", CanonicalJson.number(error.penalty()))
                .put("why", error.why());
    }

    private static JsonObject drill(Choice choice) {
        String id = choice.drill().microdrillId();
        return new JsonObject().put("microdrill_id", id).put("reason", choice.reason());
    }

    private ObjectValue repeatedDelta() {
        BigDecimal delta = objectives.stream().map(ScoreReport::delta).reduce(BigDecimal.ZERO, BigDecimal::add);
        Stream<String> improved = objectives.stream()
                .filter(tally -> delta(tally).signum() > 0)
                .map(tally -> tally.objective().objectiveId());
        return new JsonObject()
                .put("score_delta", CanonicalJson.number(delta))
                .put("improved_objectives", texts(improved))
                .object();
    }

    private static BigDecimal delta(ObjectiveTally tally) {
        BigDecimal change = tally.repeated().points().subtract(tally.first().points());
        return tally.isRepeated() ? change : BigDecimal.ZERO;
    }

    /** For people: what went well, then what did not, then how that makes the score. */
    private Stream<String> why() {
        Stream<ObjectiveTally> missedLast = objectives.stream().sorted(Comparator.comparing(ObjectiveTally::isMissed));
        Stream<ObjectiveTally> again = objectives.stream().filter(tally -> tally.isRepeated() && tally.hasFirst());
        return Stream.of(
                        missedLast.map(tally -> tally.counting().sentence()),
                        hits.stream().map(Hit::words),
                        again.map(ScoreReport::again))
                .flatMap(sentences -> sentences);
    }

    private static String again(ObjectiveTally tally) {
        Objective objective = tally.objective();
        String points = number(tally.points()) + " of " + number(objective.weight());
        String events = ids(tally.repeated().basis());
        return "Assessed again, " + objective.objectiveId() + " got " + points + " after "
                + number(tally.first().points()) + " in the first assessment (" + events + ").";
    }

    private static <T> JsonValue all(List<T> items, Function<T, JsonObject> form) {
        return JsonValue.of(items.stream().map(form).map(JsonObject::object).toList());
    }

    private static JsonValue texts(Stream<String> texts) {
        return JsonValue.of(texts.map(JsonValue::of).toList());
    }
}
