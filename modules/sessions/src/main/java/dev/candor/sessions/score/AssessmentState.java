package dev.candor.sessions.score;

import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.score.ObjectivePolicy.Award;
import dev.candor.sessions.score.ObjectivePolicy.Penalty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What one assessment of an objective, the first or the repeated one, has shown so far. */
final class AssessmentState {
    private final Objective objective;
    private final List<String> phases;
    private final EventIds against = new EventIds();
    private final EventIds penalties = new EventIds();
    private Optional<Evidence> evidence = Optional.empty();
    private String lastAgainst = "";

    private record Evidence(String eventId, String phase, BigDecimal seconds) {
        String when() {
            return Words.number(seconds) + " s into " + phase;
        }
    }

    AssessmentState(Objective objective, List<String> phases) {
        this.objective = objective;
        this.phases = phases;
    }

    /** Whether this assessment has to do with events of that phase. */
    boolean isIn(String phase) {
        return phases.contains(phase);
    }

    /**
     * Takes an event of one of its phases.
     *
     * @param seconds from the first event of the phase
     * @return what it did or did not count for, without a full stop; empty when it has nothing to do with it
     */
    Optional<String> take(SessionEvent event, BigDecimal seconds) {
        if (event.type().equals(objective.evidenceEvent())) {
            return Optional.of(takeEvidence(event, seconds));
        }
        if (objective.policy() instanceof Penalty penalty
                && event.type().equals(penalty.event())
                && penalty.detail().mismatch(event.details()::member).isEmpty()) {
            penalties.add(event.id());
            return Optional.of(evidence.isPresent() ? what() : event.type() + " counts against it");
        }
        return Optional.empty();
    }

    private String takeEvidence(SessionEvent event, BigDecimal seconds) {
        if (evidence.isPresent()) {
            return "it has its evidence already, " + Words.shown(evidence.get().eventId());
        }
        Optional<String> hindrance = hindrance(event, seconds);
        if (hindrance.isPresent()) {
            against.add(event.id());
            lastAgainst = hindrance.get();
        } else {
            evidence = Optional.of(new Evidence(event.id(), event.phase(), seconds));
        }
        return what();
    }

    private Optional<String> hindrance(SessionEvent event, BigDecimal seconds) {
        if (!event.outcome().equals("success")) {
            return Optional.of("the outcome of " + event.type() + " is " + event.outcome()
                    + objective
                            .required()
                            .mismatch(event.details()::member)
                            .map(and -> ", " + and)
                            .orElse(""));
        }
        return objective
                .required()
                .mismatch(event.details()::member)
                .or(() -> objective
                        .window()
                        .filter(window -> seconds.compareTo(window) > 0)
                        .map(window -> event.type() + " came " + Words.number(seconds) + " s into " + event.phase()
                                + ", later than " + Words.number(window) + " s"));
    }

    /** Whether there was any event that speaks for or against the objective. */
    boolean isMade() {
        return evidence.isPresent() || against.count() > 0;
    }

    BigDecimal points() {
        return award().points();
    }

    private Award award() {
        return evidence.map(found -> objective.policy().award(objective.weight(), found.seconds(), penalties.count()))
                .orElse(new Award(BigDecimal.ZERO, ""));
    }

    /** The events that the points rest on; without evidence, those that spoke against it. */
    EventIds events() {
        EventIds events = new EventIds();
        evidence.ifPresentOrElse(found -> events.add(found.eventId()), () -> events.addAll(against));
        events.addAll(penalties);
        return events;
    }

    /** What it comes to, without the events and the full stop. */
    String what() {
        Award award = award();
        if (evidence.isEmpty()) {
            return Words.open(objective.whyFail()) + ": "
                    + (isMade() ? lastAgainst : "no " + objective.evidenceEvent() + " event in " + where());
        }
        String because = award.because().isEmpty() ? "" : "; " + award.because();
        return award.points().signum() > 0
                ? Words.open(objective.whySuccess()) + ", " + evidence.get().when() + because
                : Words.open(objective.whyFail()) + ": " + objective.evidenceEvent() + " came "
                        + evidence.get().when() + because;
    }

    private String where() {
        return String.join(" or ", phases);
    }

    /** What it comes to, as a sentence with its events. */
    String sentence() {
        EventIds events = events();
        return what() + (events.count() == 0 ? "" : " (" + events.words() + ")") + ".";
    }
}
