package dev.candor.sessions.score;

import dev.candor.sessions.score.Rubric.CriticalError;
import dev.candor.sessions.score.Rubric.Objective;
import dev.candor.sessions.score.ScenarioSpec.Phase;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A scenario that was read from its files, each bound once. */
record FileScenario(
        String id,
        String name,
        String version,
        NavigableSet<String> phases,
        NavigableSet<String> eventTypes,
        ScenarioSpec spec,
        Rubric rubric,
        Microdrills drills,
        SortedMap<String, ScenarioFile> files)
        implements Scenario {
    static FileScenario of(
            ScenarioSpec spec, Rubric rubric, Microdrills drills, SortedMap<String, ScenarioFile> files) {
        Stream<Stream<String>> types = Stream.of(
                spec.eventTypes().stream(),
                spec.phases().stream().flatMap(phase -> phase.completeEvent().stream()),
                rubric.objectives().stream().flatMap(Objective::eventTypes),
                rubric.criticalErrors().stream().map(CriticalError::triggerEvent),
                drills.microdrills().stream().flatMap(drill -> drill.successEvent().stream()));
        NavigableSet<String> phases = sorted(spec.phases().stream().map(Phase::phaseId));
        NavigableSet<String> eventTypes = sorted(types.flatMap(some -> some));
        return new FileScenario(
                spec.scenarioId(), spec.name(), spec.version(), phases, eventTypes, spec, rubric, drills, files);
    }

    private static NavigableSet<String> sorted(Stream<String> words) {
        return Collections.unmodifiableNavigableSet(new TreeSet<>(words.toList()));
    }

    @Override
    public boolean ends(String phase, String eventType) {
        return spec.ends(phase, eventType);
    }

    @Override
    public Scoring scoring() {
        return new RubricScoring(this);
    }
}
