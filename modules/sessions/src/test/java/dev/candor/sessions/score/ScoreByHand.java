package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The score of a session as one would reckon it by hand from the rubric file: over the whole list, with plain doubles. */
final class ScoreByHand {
    private final ObjectValue scenario;
    private final ObjectValue rubric;
    private final List<SessionEvent> events;

    ScoreByHand(Scenario scenario, List<SessionEvent> events) {
        this.scenario = file(scenario, "scenario.json");
        this.rubric = file(scenario, "rubric.json");
        this.events = events;
    }

    static ObjectValue file(Scenario scenario, String name) {
        ScenarioFile file = scenario.files().getOrDefault(name, new ScenarioFile(new byte[0]));
        return (ObjectValue) file.json();
    }

    private static double number(ObjectValue object, String name) {
        return ((NumberValue) object.member(name).orElseThrow()).number().doubleValue();
    }

    private static String text(ObjectValue object, String name) {
        return object.text(name).orElseThrow();
    }

    double total() {
        double sum = points().values().stream().mapToDouble(Double::doubleValue).sum() - penalties();
        return Math.min(Math.max(sum, 0), number(rubric, "max_score"));
    }

    Map<String, Double> points() {
        Map<String, Double> points = new LinkedHashMap<>();
        for (ObjectValue objective : rubric.objects("objectives")) {
            List<String> first = new ArrayList<>();
            List<String> again = new ArrayList<>();
            assign(objective, first, again);
            boolean isRepeated =
                    of(text(objective, "evidence_event"), again).findAny().isPresent();
            points.put(text(objective, "objective_id"), points(objective, isRepeated ? again : first));
        }
        return points;
    }

    /** In the shipped scenarios an objective that no phase states is about the repeated assessment, or part of all. */
    private void assign(ObjectValue objective, List<String> first, List<String> again) {
        String id = text(objective, "objective_id");
        for (ObjectValue phase : scenario.objects("phases")) {
            String name = text(phase, "phase_id");
            boolean isEnd = phase.objects("objectives").isEmpty()
                    && phase.text("complete_event").equals(objective.text("evidence_event"));
            if (phase.objects("objectives").stream()
                    .anyMatch(stated -> text(stated, "objective_id").equals(id))) {
                first.add(name);
            }
            if (phase.texts("objectives_repeat").contains(id) || isEnd) {
                again.add(name);
            }
        }
        if (first.isEmpty() && again.isEmpty()) {
            first.add("audit");
        }
    }

    private Stream<SessionEvent> of(String type, List<String> phases) {
        return events.stream().filter(event -> event.type().equals(type) && phases.contains(event.phase()));
    }

    private double points(ObjectValue objective, List<String> phases) {
        double weight = number(objective, "weight");
        return of(text(objective, "evidence_event"), phases)
                .filter(event -> event.outcome().equals("success")
                        && event.details()
                                .members()
                                .entrySet()
                                .containsAll(objective
                                        .object("required_detail")
                                        .members()
                                        .entrySet())
                        && seconds(event) <= window(text(objective, "objective_id")))
                .findFirst()
                .map(event -> switch (text(objective, "scoring")) {
                    case "timed" -> timed(objective, weight, seconds(event));
                    case "penalty" ->
                        Math.max(
                                0,
                                weight
                                        - number(objective, "deduct")
                                                * of(text(objective, "penalty_event"), phases)
                                                        .count());
                    default -> weight;
                })
                .orElse(0.0);
    }

    private static double timed(ObjectValue objective, double weight, double seconds) {
        double full = number(objective, "full_within_seconds");
        double zero = number(objective, "zero_after_seconds");
        double part = Math.clamp((zero - seconds) / (zero - full), 0, 1);
        return Math.rint(weight * part * 100) / 100;
    }

    private double seconds(SessionEvent event) {
        Instant start = events.stream()
                .filter(other -> other.phase().equals(event.phase()))
                .findFirst()
                .orElse(event)
                .at();
        return Duration.between(start, event.at()).toMillis() / 1000.0;
    }

    private double window(String objectiveId) {
        return scenario.objects("phases").stream()
                .flatMap(phase -> phase.objects("objectives").stream())
                .filter(stated -> text(stated, "objective_id").equals(objectiveId))
                .filter(stated -> stated.member("success_within_seconds").isPresent())
                .findFirst()
                .map(stated -> number(stated, "success_within_seconds"))
                .orElse(Double.MAX_VALUE);
    }

    private double penalties() {
        return made().stream().mapToDouble(error -> number(error, "penalty")).sum();
    }

    /** The critical errors that were made, in the rubric's order. */
    List<ObjectValue> made() {
        return rubric.objects("critical_errors").stream()
                .filter(error -> events.stream().anyMatch(event -> isToldBy(error, event)))
                .toList();
    }

    private static boolean isToldBy(ObjectValue error, SessionEvent event) {
        Map<String, JsonValue> said = new LinkedHashMap<>(event.details().members());
        event.criticalErrorCode().ifPresent(code -> said.put("critical_error_code", JsonValue.of(code)));
        return event.type().equals(text(error, "trigger_event"))
                && event.criticalErrorCode().orElse(text(error, "code")).equals(text(error, "code"))
                && said.entrySet()
                        .containsAll(error.object("required_detail").members().entrySet());
    }
}
