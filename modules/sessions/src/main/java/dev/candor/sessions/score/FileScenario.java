package dev.candor.sessions.score;

import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** A scenario that was read from its files. */
final class FileScenario implements Scenario {
    private final ScenarioParts parts;
    private final SortedMap<String, ScenarioFile> files;
    private final List<Phase> phases;
    private final NavigableSet<String> phaseIds;
    private final NavigableSet<String> eventTypes;
    private final Rubric rubric;

    FileScenario(ScenarioParts parts, SortedMap<String, ScenarioFile> files) {
        this.parts = parts;
        this.files = files;
        this.phases = parts.phases();
        this.phaseIds = Collections.unmodifiableNavigableSet(
                new TreeSet<>(phases.stream().map(Phase::id).toList()));
        this.eventTypes = Collections.unmodifiableNavigableSet(types());
        this.rubric = new RubricReader(parts).rubric();
    }

    private NavigableSet<String> types() {
        NavigableSet<String> types = new TreeSet<>(parts.scenario().texts("event_types"));
        for (JsonView objective : parts.rubric().members("objectives")) {
            types.add(objective.text("evidence_event"));
            objective.object().text("penalty_event").ifPresent(types::add);
        }
        parts.rubric().members("critical_errors").forEach(error -> types.add(error.text("trigger_event")));
        parts.microdrills()
                .members("microdrills")
                .forEach(drill -> drill.object().text("success_event").ifPresent(types::add));
        phases.stream()
                .map(Phase::completeEvent)
                .filter(type -> !type.isEmpty())
                .forEach(types::add);
        return types;
    }

    @Override
    public String id() {
        return parts.scenario().text("scenario_id");
    }

    @Override
    public String name() {
        return parts.scenario().text("name");
    }

    @Override
    public String version() {
        return parts.scenario().text("version");
    }

    @Override
    public SortedSet<String> phases() {
        return phaseIds;
    }

    @Override
    public SortedSet<String> eventTypes() {
        return eventTypes;
    }

    @Override
    public boolean ends(String phase, String eventType) {
        return phases.getLast().id().equals(phase)
                && phases.getLast().completeEvent().equals(eventType);
    }

    @Override
    public SortedMap<String, ScenarioFile> files() {
        return files;
    }

    @Override
    public Scoring scoring() {
        return new RubricScoring(this, rubric);
    }
}
