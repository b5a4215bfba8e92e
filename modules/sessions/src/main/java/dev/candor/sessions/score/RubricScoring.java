package dev.candor.sessions.score;

import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.CriticalTally.Hit;
import dev.candor.sessions.score.DrillPolicy.Choice;
import dev.candor.sessions.score.DrillPolicy.Miss;
import dev.candor.sessions.score.ObjectiveTally.Effect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reckons a session by a rubric. It remembers the first event of each phase, and for each objective what counted. */
final class RubricScoring implements Scoring {
    private final Scenario scenario;
    private final Rubric rubric;
    private final List<ObjectiveTally> tallies;
    private final Map<String, List<ObjectiveTally>> byType = new HashMap<>();
    private final CriticalTally critical;
    private final ClaimCheck claims;
    private final Map<String, Instant> phaseStarts = new HashMap<>();
    private final Map<String, EventIds> drillEvents = new LinkedHashMap<>();
    private final Set<String> repeatedPhases;
    private Optional<List<Hit>> hitsBeforeRepeating = Optional.empty();
    private Optional<SessionEvent> firstEvent = Optional.empty();
    private BigDecimal running = BigDecimal.ZERO;

    RubricScoring(Scenario scenario, Rubric rubric) {
        this.scenario = scenario;
        this.rubric = rubric;
        this.tallies = rubric.objectives().stream().map(ObjectiveTally::new).toList();
        tallies.forEach(tally -> tally.types()
                .forEach(type ->
                        byType.computeIfAbsent(type, any -> new ArrayList<>()).add(tally)));
        this.repeatedPhases = rubric.objectives().stream()
                .flatMap(objective -> objective.repeated().stream())
                .collect(Collectors.toSet());
        this.critical = new CriticalTally(rubric.criticalErrors());
        this.claims = new ClaimCheck(scenario, rubric);
        rubric.drills().drills().forEach(drill -> drillEvents.put(drill.id(), new EventIds()));
    }

    @Override
    public Step take(SessionEvent event) {
        if (firstEvent.isEmpty()) {
            firstEvent = Optional.of(event);
        }
        if (hitsBeforeRepeating.isEmpty() && repeatedPhases.contains(event.phase())) {
            hitsBeforeRepeating = Optional.of(critical.hits());
        }
        event.row().text("target_id").map(drillEvents::get).ifPresent(events -> events.add(event.id()));
        List<Effect> effects = effects(event);
        List<CriticalTally.Effect> errors = critical.take(event);
        claims.check(event, effects, errors);
        if (effects.isEmpty() && errors.isEmpty()) {
            return new Step(running, BigDecimal.ZERO, List.of());
        }
        BigDecimal before = running;
        running = rubric.thresholds().clamp(gained().subtract(critical.lost()));
        return new Step(
                running,
                running.subtract(before),
                Stream.concat(
                                effects.stream().map(Effect::sentence),
                                errors.stream().map(CriticalTally.Effect::sentence))
                        .toList());
    }

    private List<Effect> effects(SessionEvent event) {
        BigDecimal seconds = scenario.phases().contains(event.phase())
                ? Words.seconds(phaseStarts.computeIfAbsent(event.phase(), phase -> event.at()), event.at())
                : BigDecimal.ZERO;
        List<Effect> effects = new ArrayList<>();
        byType.getOrDefault(event.type(), List.of())
                .forEach(tally -> tally.take(event, seconds).ifPresent(effects::add));
        return effects;
    }

    private BigDecimal gained() {
        return tallies.stream().map(ObjectiveTally::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public Assessment assessment() {
        SessionEvent any = firstEvent.orElseThrow(() -> new IllegalStateException("a session has at least one event"));
        Thresholds.Verdict standing = rubric.thresholds().standing(gained(), critical.lost(), critical.hardFails());
        List<Choice> recommended = rubric.drills().choose(critical.hits(), misses());
        ScoreReport report = new ScoreReport(standing, tallies, critical.hits(), recommended);
        return new Assessment(
                report.score(),
                report.report(any.sessionId(), any.participantId(), scenario.id()),
                lineage(),
                claims.warnings());
    }

    private List<Miss> misses() {
        return tallies.stream()
                .filter(ObjectiveTally::isMissed)
                .map(tally -> new Miss(tally.objective(), tally.counting().sentence()))
                .toList();
    }

    /** The exercises that were in order after the first assessment, which the repeated one may have made needless. */
    private List<Choice> choicesAfterFirst() {
        return rubric.drills()
                .choose(
                        hitsBeforeRepeating.orElseGet(critical::hits),
                        tallies.stream()
                                .filter(tally -> !tally.objective().first().isEmpty()
                                        && tally.first().points().signum() == 0)
                                .map(tally -> new Miss(
                                        tally.objective(), tally.first().sentence()))
                                .toList());
    }

    private List<Lineage> lineage() {
        List<Choice> choices = choicesAfterFirst();
        return tallies.stream().map(tally -> lineage(tally, choices)).toList();
    }

    private Lineage lineage(ObjectiveTally tally, List<Choice> choices) {
        Objective objective = tally.objective();
        String drill = drill(objective.id(), choices);
        BigDecimal first = tally.first().points();
        return new Lineage(
                objective.id(),
                objective.label(),
                objective.weight(),
                first,
                tally.isRepeated() ? tally.repeated().points() : first,
                tally.isRepeated(),
                tally.first().events().ids(),
                drill,
                drill.isEmpty()
                        ? List.of()
                        : drillEvents.getOrDefault(drill, new EventIds()).ids(),
                tally.repeated().events().ids());
    }

    /** The exercise for an objective that was done, else the one that was in order. */
    private String drill(String objectiveId, List<Choice> choices) {
        return Stream.concat(
                        rubric.drills().drills().stream()
                                .filter(drill -> drillEvents
                                                .getOrDefault(drill.id(), new EventIds())
                                                .count()
                                        > 0),
                        choices.stream().map(Choice::drill))
                .filter(drill -> drill.targets().contains(objectiveId))
                .map(Microdrill::id)
                .findFirst()
                .orElse("");
    }
}
