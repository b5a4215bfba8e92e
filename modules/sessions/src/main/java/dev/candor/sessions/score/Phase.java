package dev.candor.sessions.score;

import java.util.List;

/**
 * A part of a session.
 *
 * @param objectives those that are assessed in it for the first time
 * @param repeated those that are assessed again
 * @param completeEvent the type of the event that ends it; empty for none
 */
record Phase(String id, List<String> objectives, List<String> repeated, String completeEvent) {
    boolean isFirstAssessment() {
        return !objectives.isEmpty();
    }

    /** Whether it assesses what was assessed before. */
    boolean isRepeatedAssessment() {
        return !isFirstAssessment() && (!repeated.isEmpty() || !completeEvent.isEmpty());
    }

    /** Whether an objective with that evidence event is assessed in it as a repetition. */
    boolean repeats(String objectiveId, String evidenceEvent) {
        return isRepeatedAssessment() && (repeated.contains(objectiveId) || completeEvent.equals(evidenceEvent));
    }
}
