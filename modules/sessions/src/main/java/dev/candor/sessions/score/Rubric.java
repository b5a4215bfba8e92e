package dev.candor.sessions.score;

import static dev.candor.sessions.score.ScoreText.number;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code rubric.json}: what a session is worth. Its schema describes each member; what only people read is not bound. */
@Arguments
record Rubric(
        String scenarioId,
        BigDecimal maxScore,
        BigDecimal passThreshold,
        BigDecimal conditionalPassThreshold,
        List<Objective> objectives,
        List<CriticalError> criticalErrors) {
    /** Something that the participant should achieve. */
    @Arguments
    record Objective(
            String objectiveId,
            String label,
            BigDecimal weight,
            String scoring,
            String evidenceEvent,
            Optional<ObjectValue> requiredDetail,
            Optional<BigDecimal> fullWithinSeconds,
            Optional<BigDecimal> zeroAfterSeconds,
            Optional<String> penaltyEvent,
            Optional<ObjectValue> penaltyDetail,
            Optional<BigDecimal> deduct,
            String whySuccess,
            String whyFail) {
        /** The types of the events that have to do with it. */
        Stream<String> eventTypes() {
            return Stream.concat(Stream.of(evidenceEvent), penaltyEvent.stream());
        }
    }

    /** Something that must not happen. */
    @Arguments
    record CriticalError(
            String code,
            BigDecimal penalty,
            boolean hardFail,
            String triggerEvent,
            Optional<ObjectValue> requiredDetail,
            String why) {}

    /**
     * How a session ended.
     *
     * @param total within the bounds
     * @param status {@code pass}, {@code conditional_pass} or {@code fail}
     * @param sentence how both come about
     */
    record Verdict(BigDecimal total, String status, String sentence) {}

    boolean hasObjective(String id) {
        return objectives.stream().anyMatch(objective -> objective.objectiveId().equals(id));
    }

    boolean hasCriticalError(String code) {
        return criticalErrors.stream().anyMatch(error -> error.code().equals(code));
    }

    /** The points within the bounds: from 0 to the most there are. */
    BigDecimal clamp(BigDecimal sum) {
        return sum.max(BigDecimal.ZERO).min(maxScore);
    }

    /**
     * How a session ended.
     *
     * @param gained points for objectives
     * @param lost points for critical errors, as a positive number
     * @param hardFails the codes of critical errors that fail a session whatever its points
     */
    Verdict verdict(BigDecimal gained, BigDecimal lost, List<String> hardFails) {
        BigDecimal sum = gained.subtract(lost);
        BigDecimal total = clamp(sum);
        String pass = number(passThreshold);
        String conditional = number(conditionalPassThreshold);
        String parts = number(gained) + " for objectives - " + number(lost) + " for critical errors = " + number(sum)
                + (sum.compareTo(total) == 0 ? "" : ", which counts as " + number(total));
        String score = "Score " + number(total) + " of " + number(maxScore) + ": " + parts + ". Status ";
        if (!hardFails.isEmpty()) {
            String codes = String.join(", ", hardFails);
            return new Verdict(total, "fail", score + "fail, whatever the points, because of " + codes + ".");
        }
        if (total.compareTo(passThreshold) >= 0) {
            return new Verdict(total, "pass", score + "pass, from " + pass + " on.");
        }
        if (total.compareTo(conditionalPassThreshold) >= 0) {
            String reason = "conditional_pass, from " + conditional + " and below " + pass + ".";
            return new Verdict(total, "conditional_pass", score + reason);
        }
        return new Verdict(total, "fail", score + "fail, below " + conditional + ".");
    }
}
