package dev.candor.sessions.score;

import static dev.candor.sessions.score.ScoreText.ids;
import static dev.candor.sessions.score.ScoreText.number;
import static dev.candor.sessions.score.ScoreText.open;
import static dev.candor.sessions.score.ScoreText.shown;

import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.Microdrills.Miss;
import dev.candor.sessions.score.ObjectivePolicy.Award;
import dev.candor.sessions.score.ObjectivePolicy.Penalty;
import dev.candor.sessions.score.Rubric.Objective;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one assessment of an objective, the first or the repeated one, has shown so far. */
final class AssessmentState {
    private static final int MAX_IDS = 20;

    private final Objective objective;
    private final ObjectivePolicy policy;
    private final RequiredDetail required;
    private final Optional<BigDecimal> window;
    private final List<String> phases;
    private final List<String> against = new ArrayList<>();
    private final List<String> penalties = new ArrayList<>();
    private Optional<Evidence> evidence = Optional.empty();
    private String lastAgainst = "";

    private record Evidence(String eventId, BigDecimal seconds, String when) {}

    /** One that nothing has been shown in; {@code window} is in seconds from the first event of a phase, inclusive. */
    AssessmentState(Objective objective, Optional<BigDecimal> window, List<String> phases) {
        this.objective = objective;
        this.policy = ObjectivePolicy.of(objective);
        this.required = RequiredDetail.of(objective.requiredDetail());
        this.window = window;
        this.phases = phases;
    }

    /** The phases whose events it has to do with; none when it cannot be made. */
    List<String> phases() {
        return phases;
    }

    /**
     * Takes an event of one of its phases that has one of the objective's types.
     *
     * @param seconds from the first event of the phase
     * @return what it did or did not count for, without a full stop; empty when it has nothing to do with it
     */
    Optional<String> take(SessionEvent event, BigDecimal seconds) {
        if (event.type().equals(objective.evidenceEvent())) {
            return Optional.of(takeEvidence(event, seconds));
        }
        if (policy instanceof Penalty penalty
                && penalty.detail().mismatch(event.details()::member).isEmpty()) {
            penalties.add(event.id());
            return Optional.of(evidence.isPresent() ? what() : event.type() + " counts against it");
        }
        return Optional.empty();
    }

    private String takeEvidence(SessionEvent event, BigDecimal seconds) {
        if (evidence.isPresent()) {
            return "it has its evidence already, " + shown(evidence.get().eventId());
        }
        String when = number(seconds) + " s into " + event.phase();
        Optional<String> hindrance = hindrance(event, seconds, when);
        if (hindrance.isPresent()) {
            against.add(event.id());
            lastAgainst = hindrance.get();
        } else {
            evidence = Optional.of(new Evidence(event.id(), seconds, when));
        }
        return what();
    }

    private Optional<String> hindrance(SessionEvent event, BigDecimal seconds, String when) {
        Optional<String> mismatch = required.mismatch(event.details()::member);
        if (!event.outcome().equals("success")) {
            String outcome = "the outcome of " + event.type() + " is " + event.outcome();
            return Optional.of(outcome + mismatch.map(and -> ", " + and).orElse(""));
        }
        return mismatch.or(() -> window.filter(last -> seconds.compareTo(last) > 0)
                .map(last -> event.type() + " came " + when + ", later than " + number(last) + " s"));
    }

    /** Whether there was any event that speaks for or against the objective. */
    boolean isMade() {
        return evidence.isPresent() || !against.isEmpty();
    }

    BigDecimal points() {
        return award().points();
    }

    boolean isMissed() {
        return points().signum() == 0;
    }

    Miss miss() {
        return new Miss(objective.objectiveId(), objective.weight(), sentence());
    }

    private Award award() {
        return evidence.map(found -> policy.award(objective.weight(), found.seconds(), penalties.size()))
                .orElse(new Award(BigDecimal.ZERO, ""));
    }

    /** The first of {@link #basis}. */
    List<String> eventIds() {
        return first(basis());
    }

    /** As many of the ids as a report names for one thing. */
    static List<String> first(List<String> ids) {
        return ids.stream().limit(MAX_IDS).toList();
    }

    /** The ids of the events that the points rest on; without evidence, of those that spoke against it. */
    List<String> basis() {
        List<String> spoke = evidence.map(found -> List.of(found.eventId())).orElse(against);
        return Stream.concat(spoke.stream(), penalties.stream()).toList();
    }

    /** What it comes to, without the events and the full stop. */
    private String what() {
        String failed = open(objective.whyFail()) + ": ";
        String type = objective.evidenceEvent();
        if (evidence.isEmpty()) {
            return failed + (isMade() ? lastAgainst : "no " + type + " event in " + String.join(" or ", phases));
        }
        Award award = award();
        boolean isAchieved = award.points().signum() > 0;
        String achieved = isAchieved ? open(objective.whySuccess()) + ", " : failed + type + " came ";
        return achieved + evidence.get().when() + (award.because().isEmpty() ? "" : "; " + award.because());
    }

    /** What it comes to, as a sentence with its events. */
    String sentence() {
        List<String> events = basis();
        return what() + (events.isEmpty() ? "" : " (" + ids(events) + ")") + ".";
    }
}
