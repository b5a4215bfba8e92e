package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue;
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
final class PlainReckoning {
    private final JsonView scenario;
    private final JsonView rubric;
    private final List<SessionEvent> events;

    PlainReckoning(Scenario scenario, List<SessionEvent> events) {
        this.scenario = file(scenario, "scenario.json");
        this.rubric = file(scenario, "rubric.json");
        this.events = events;
    }

    private static JsonView file(Scenario scenario, String name) {
        return new JsonView(
                "",
                ObjectValue.parse(scenario.files()
                        .getOrDefault(name, new ScenarioFile(new byte[0]))
                        .bytes()));
    }

    double total() {
        double sum = points().values().stream().mapToDouble(Double::doubleValue).sum() - penalties();
        return Math.min(
                Math.max(sum, 0), rubric.number("max_score").orElseThrow().doubleValue());
    }

    Map<String, Double> points() {
        Map<String, Double> points = new LinkedHashMap<>();
        for (JsonView objective : rubric.members("objectives")) {
            List<String> first = new ArrayList<>();
            List<String> again = new ArrayList<>();
            assign(objective, first, again);
            boolean isRepeated =
                    of(objective.text("evidence_event"), again).findAny().isPresent();
            points.put(objective.text("objective_id"), points(objective, isRepeated ? again : first));
        }
        return points;
    }

    /** In the shipped scenarios an objective that no phase states is about the repeated assessment, or part of all. */
    private void assign(JsonView objective, List<String> first, List<String> again) {
        String id = objective.text("objective_id");
        for (JsonView phase : scenario.members("phases")) {
            String name = phase.text("phase_id");
            boolean isEnd = phase.members("objectives").isEmpty()
                    && phase.object()
                            .text("complete_event")
                            .equals(objective.object().text("evidence_event"));
            if (phase.members("objectives").stream()
                    .anyMatch(stated -> stated.text("objective_id").equals(id))) {
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

    private double points(JsonView objective, List<String> phases) {
        double weight = objective.number("weight").orElseThrow().doubleValue();
        return of(objective.text("evidence_event"), phases)
                .filter(event -> event.outcome().equals("success")
                        && event.details()
                                .members()
                                .entrySet()
                                .containsAll(objective
                                        .member("required_detail")
                                        .object()
                                        .members()
                                        .entrySet())
                        && seconds(event) <= window(objective.text("objective_id")))
                .findFirst()
                .map(event -> switch (objective.text("scoring")) {
                    case "timed" -> timed(objective, weight, seconds(event));
                    case "penalty" ->
                        Math.max(
                                0,
                                weight
                                        - objective
                                                        .number("deduct")
                                                        .orElseThrow()
                                                        .doubleValue()
                                                * of(objective.text("penalty_event"), phases)
                                                        .count());
                    default -> weight;
                })
                .orElse(0.0);
    }

    private static double timed(JsonView objective, double weight, double seconds) {
        double full = objective.number("full_within_seconds").orElseThrow().doubleValue();
        double zero = objective.number("zero_after_seconds").orElseThrow().doubleValue();
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
        return scenario.members("phases").stream()
                .flatMap(phase -> phase.members("objectives").stream())
                .filter(stated -> stated.text("objective_id").equals(objectiveId))
                .flatMap(stated -> stated.number("success_within_seconds").stream())
                .findFirst()
                .map(Number::doubleValue)
                .orElse(Double.MAX_VALUE);
    }

    private double penalties() {
        return made().stream()
                .mapToDouble(error -> error.number("penalty").orElseThrow().doubleValue())
                .sum();
    }

    /** The critical errors that were made, in the rubric's order. */
    List<JsonView> made() {
        return rubric.members("critical_errors").stream()
                .filter(error -> events.stream().anyMatch(event -> isToldBy(error, event)))
                .toList();
    }

    private static boolean isToldBy(JsonView error, SessionEvent event) {
        Map<String, JsonValue> said = new LinkedHashMap<>(event.details().members());
        event.criticalErrorCode().ifPresent(code -> said.put("critical_error_code", JsonValue.of(code)));
        return event.type().equals(error.text("trigger_event"))
                && event.criticalErrorCode().orElse(error.text("code")).equals(error.text("code"))
                && said.entrySet()
                        .containsAll(error.member("required_detail")
                                .object()
                                .members()
                                .entrySet());
    }
}
