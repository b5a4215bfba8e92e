package dev.candor.sessions.score;

import java.util.List;

/** The three files of a scenario, each as its schema demands. */
record ScenarioParts(JsonView scenario, JsonView rubric, JsonView microdrills) {
    List<Phase> phases() {
        return scenario.members("phases").stream()
                .map(phase -> new Phase(
                        phase.text("phase_id"),
                        phase.members("objectives").stream()
                                .map(objective -> objective.text("objective_id"))
                                .toList(),
                        phase.texts("objectives_repeat"),
                        phase.object().text("complete_event").orElse("")))
                .toList();
    }
}
