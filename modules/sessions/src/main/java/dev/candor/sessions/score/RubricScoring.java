package dev.candor.sessions.score;

import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.CriticalTally.Hit;
import dev.candor.sessions.score.Microdrills.Choice;
import dev.candor.sessions.score.Microdrills.Microdrill;
import dev.candor.sessions.score.Microdrills.Miss;
import dev.candor.sessions.score.Rubric.Objective;
import dev.candor.sessions.score.Rubric.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Scores a session by a rubric. It remembers the first event of each phase, and for each objective what counted. */
final class RubricScoring implements Scoring {
    private static final int NANO_DIGITS = 9;

    private final FileScenario scenario;
    private final Rubric rubric;
    private final List<ObjectiveTally> tallies;
    private final Map<String, List<ObjectiveTally>> byType = new HashMap<>();
    private final CriticalTally critical;
    private final ClaimCheck claims;
    private final Map<String, Instant> phaseStarts = new HashMap<>();
    private final Map<String, List<String>> drillEvents = new HashMap<>();
    private Optional<List<Hit>> hitsBeforeRepeating = Optional.empty();
    private Optional<SessionEvent> firstEvent = Optional.empty();
    private BigDecimal running = BigDecimal.ZERO;

    /**
     * What an event did to the score.
     *
     * @param objectiveId the objective that it counts for; empty for a critical error
     * @param change points
     */
    record Effect(String objectiveId, BigDecimal change, String sentence) {
        boolean isCritical() {
            return objectiveId.isEmpty();
        }
    }

    RubricScoring(FileScenario scenario) {
        this.scenario = scenario;
        this.rubric = scenario.rubric();
        this.critical = new CriticalTally(rubric.criticalErrors());
        this.claims = new ClaimCheck(scenario);
        this.tallies = rubric.objectives().stream()
                .map(objective -> ObjectiveTally.of(objective, scenario.spec()))
                .toList();
        tallies.forEach(tally -> tally.objective()
                .eventTypes()
                .forEach(type ->
                        byType.computeIfAbsent(type, any -> new ArrayList<>()).add(tally)));
        scenario.drills().microdrills().forEach(drill -> drillEvents.put(drill.microdrillId(), new ArrayList<>()));
    }

    @Override
    public Step take(SessionEvent event) {
        firstEvent = firstEvent.or(() -> Optional.of(event));
        if (hitsBeforeRepeating.isEmpty() && isRepetition(event.phase())) {
            hitsBeforeRepeating = Optional.of(critical.hits());
        }
        event.row().text("target_id").map(drillEvents::get).ifPresent(events -> events.add(event.id()));
        BigDecimal seconds = secondsOfPhase(event);
        List<Effect> effects = new ArrayList<>();
        byType.getOrDefault(event.type(), List.of())
                .forEach(tally -> tally.take(event, seconds).ifPresent(effects::add));
        effects.addAll(critical.take(event));
        claims.check(event, effects);
        if (effects.isEmpty()) {
            return new Step(running, BigDecimal.ZERO, List.of());
        }
        BigDecimal before = running;
        running = rubric.clamp(gained().subtract(critical.lost()));
        List<String> why = effects.stream().map(Effect::sentence).toList();
        return new Step(running, running.subtract(before), why);
    }

    private boolean isRepetition(String phase) {
        return tallies.stream().anyMatch(tally -> tally.repeated().phases().contains(phase));
    }

    /** From the first event of its phase; 0 in a phase that the scenario does not know. */
    private BigDecimal secondsOfPhase(SessionEvent event) {
        if (!scenario.phases().contains(event.phase())) {
            return BigDecimal.ZERO;
        }
        Instant start = phaseStarts.computeIfAbsent(event.phase(), phase -> event.at());
        Duration since = Duration.between(start, event.at());
        BigDecimal nanos = BigDecimal.valueOf(since.getNano(), NANO_DIGITS);
        return BigDecimal.valueOf(since.getSeconds()).add(nanos).stripTrailingZeros();
    }

    private BigDecimal gained() {
        return tallies.stream().map(ObjectiveTally::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public Assessment assessment() {
        SessionEvent any = firstEvent.orElseThrow(() -> new IllegalStateException("a session has at least one event"));
        List<Hit> hits = critical.hits();
        List<Choice> recommended = choices(hits, tallies.stream().map(ObjectiveTally::counting));
        // exercises that were in order after the first assessment, which the repeated one may have made needless
        Stream<AssessmentState> first =
                tallies.stream().filter(ObjectiveTally::hasFirst).map(ObjectiveTally::first);
        List<Choice> afterFirst = choices(hitsBeforeRepeating.orElse(hits), first);
        Verdict verdict = rubric.verdict(gained(), critical.lost(), critical.hardFails());
        ScoreReport report = new ScoreReport(verdict, tallies, hits, recommended);
        return new Assessment(
                report.score(),
                report.report(any.sessionId(), any.participantId(), scenario.id()),
                tallies.stream().map(tally -> lineage(tally, afterFirst)).toList(),
                claims.warnings());
    }

    private List<Choice> choices(List<Hit> hits, Stream<AssessmentState> assessments) {
        Stream<Miss> misses = assessments.filter(AssessmentState::isMissed).map(AssessmentState::miss);
        return scenario.drills().choose(hits, misses.toList());
    }

    private Lineage lineage(ObjectiveTally tally, List<Choice> choices) {
        Objective objective = tally.objective();
        BigDecimal first = tally.first().points();
        String drill = drill(objective.objectiveId(), choices);
        return new Lineage(
                objective.objectiveId(),
                objective.label(),
                objective.weight(),
                first,
                tally.isRepeated() ? tally.repeated().points() : first,
                tally.isRepeated(),
                tally.first().eventIds(),
                drill,
                AssessmentState.first(drillEvents.getOrDefault(drill, List.of())),
                tally.repeated().eventIds());
    }

    /** The exercise for an objective that was done, else the one that was in order; empty for none. */
    private String drill(String objectiveId, List<Choice> choices) {
        Stream<Microdrill> done = scenario.drills().microdrills().stream().filter(this::isDone);
        return Stream.concat(done, choices.stream().map(Choice::drill))
                .filter(drill -> drill.targets().contains(objectiveId))
                .map(Microdrill::microdrillId)
                .findFirst()
                .orElse("");
    }

    private boolean isDone(Microdrill drill) {
        return !drillEvents.getOrDefault(drill.microdrillId(), List.of()).isEmpty();
    }
}
