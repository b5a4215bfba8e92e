package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.score.CriticalTally.Hit;
import dev.candor.sessions.score.DrillPolicy.Choice;
import dev.candor.sessions.score.Thresholds.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a session came to, as score and report have it. */
record ScoreReport(Verdict standing, List<ObjectiveTally> objectives, List<Hit> hits, List<Choice> recommended) {
    /** {@code score_total, status, why}: every sentence with its points, in the rubric's order. */
    ObjectValue score() {
        List<String> why = new ArrayList<>();
        objectives.forEach(tally -> why.add(tally.sentence()));
        hits.forEach(hit -> why.add(hit.sentence()));
        why.add(standing.sentence());
        return sorted(Map.of(
                "score_total", CanonicalJson.number(standing.total()),
                "status", JsonValue.of(standing.status()),
                "why", texts(why)));
    }

    /** The report. */
    ObjectValue report(String sessionId, String participantId, String scenarioId) {
        Map<String, JsonValue> report = new TreeMap<>();
        report.put("session_id", JsonValue.of(sessionId));
        report.put("participant_id", JsonValue.of(participantId));
        report.put("scenario_id", JsonValue.of(scenarioId));
        report.put("score_total", CanonicalJson.number(standing.total()));
        report.put("status", JsonValue.of(standing.status()));
        report.put(
                "objective_breakdown",
                JsonValue.of(objectives.stream().map(ScoreReport::objective).toList()));
        report.put(
                "critical_errors",
                JsonValue.of(hits.stream().map(ScoreReport::criticalError).toList()));
        report.put("why", texts(why()));
        report.put(
                "recommended_microdrills",
                JsonValue.of(recommended.stream().map(ScoreReport::drill).toList()));
        if (isRepeated()) {
            report.put("re_audit_delta", repeatedDelta());
        }
        return sorted(report);
    }

    private boolean isRepeated() {
        return objectives.stream().anyMatch(ObjectiveTally::isRepeated);
    }

    private static ObjectValue objective(ObjectiveTally tally) {
        return sorted(Map.of(
                "objective_id", JsonValue.of(tally.objective().id()),
                "label", JsonValue.of(tally.objective().label()),
                "weight", CanonicalJson.number(tally.objective().weight()),
                "achieved", JsonValue.of(!tally.isMissed()),
                "score_awarded", CanonicalJson.number(tally.points()),
                "evidence_event_ids", texts(tally.counting().events().ids())));
    }

    private static ObjectValue criticalError(Hit hit) {
        return sorted(Map.of(
                "code", JsonValue.of(hit.error().code()),
                "trigger_event_id", JsonValue.of(hit.eventId()),
                "penalty", CanonicalJson.number(hit.error().penalty()),
                "why", JsonValue.of(hit.error().why())));
    }

    private static ObjectValue drill(Choice choice) {
        return sorted(
                Map.of("microdrill_id", JsonValue.of(choice.drill().id()), "reason", JsonValue.of(choice.reason())));
    }

    private ObjectValue repeatedDelta() {
        return sorted(Map.of(
                "score_delta",
                CanonicalJson.number(
                        objectives.stream().map(ScoreReport::delta).reduce(BigDecimal.ZERO, BigDecimal::add)),
                "improved_objectives",
                texts(objectives.stream()
                        .filter(tally -> delta(tally).signum() > 0)
                        .map(tally -> tally.objective().id())
                        .toList())));
    }

    private static BigDecimal delta(ObjectiveTally tally) {
        return tally.isRepeated()
                ? tally.repeated().points().subtract(tally.first().points())
                : BigDecimal.ZERO;
    }

    /** For people: what went well, then what did not, then how that makes the score. */
    private List<String> why() {
        List<String> why = new ArrayList<>();
        objectives.stream()
                .filter(tally -> !tally.isMissed())
                .forEach(tally -> why.add(tally.counting().sentence()));
        objectives.stream()
                .filter(ObjectiveTally::isMissed)
                .forEach(tally -> why.add(tally.counting().sentence()));
        hits.forEach(hit -> why.add(hit.words()));
        objectives.stream()
                .filter(tally ->
                        tally.isRepeated() && !tally.objective().first().isEmpty())
                .forEach(tally -> why.add(again(tally)));
        why.add(standing.sentence());
        return why;
    }

    private static String again(ObjectiveTally tally) {
        return "Assessed again, " + tally.objective().id() + " got " + Words.number(tally.points()) + " of "
                + Words.number(tally.objective().weight()) + " after "
                + Words.number(tally.first().points()) + " in the first assessment ("
                + tally.repeated().events().words() + ").";
    }

    private static JsonValue texts(List<String> texts) {
        return JsonValue.of(texts.stream().map(JsonValue::of).toList());
    }

    private static ObjectValue sorted(Map<String, JsonValue> members) {
        return new ObjectValue(new TreeMap<>(members));
    }
}
