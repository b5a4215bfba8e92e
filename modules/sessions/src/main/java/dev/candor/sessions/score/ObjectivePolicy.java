package dev.candor.sessions.score;

import static dev.candor.sessions.score.ScoreText.number;

import dev.candor.foundation.text.Wording;
import dev.candor.sessions.score.Rubric.Objective;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Turns evidence for an objective into points. The rubric names it in {@code scoring}. */
sealed interface ObjectivePolicy {
    /** The names that a rubric may give. */
    List<String> NAMES = List.of("binary", "timed", "penalty");

    /**
     * What was given, and why not more.
     *
     * @param points from 0 to the weight
     * @param because the part of a sentence that says why; empty when all was given
     */
    record Award(BigDecimal points, String because) {}

    /** The policy of an objective that was checked. */
    static ObjectivePolicy of(Objective objective) {
        return switch (objective.scoring()) {
            case "binary" -> new Binary();
            case "timed" -> {
                BigDecimal full = objective.fullWithinSeconds().orElseThrow();
                yield new Timed(full, objective.zeroAfterSeconds().orElseThrow());
            }
            case "penalty" -> {
                RequiredDetail detail = RequiredDetail.of(objective.penaltyDetail());
                String event = objective.penaltyEvent().orElseThrow();
                yield new Penalty(event, detail, objective.deduct().orElseThrow());
            }
            default -> throw new IllegalStateException("the scoring " + objective.scoring() + " was not checked");
        };
    }

    /**
     * The award for evidence that counts.
     *
     * @param weight the most points there are
     * @param seconds when it came, from the first event of its phase
     * @param penalties how many penalty events there were in the same assessment
     */
    Award award(BigDecimal weight, BigDecimal seconds, long penalties);

    /** All or nothing: any evidence is enough. */
    record Binary() implements ObjectivePolicy {
        @Override
        public Award award(BigDecimal weight, BigDecimal seconds, long penalties) {
            return new Award(weight, "");
        }
    }

    /**
     * The earlier the more.
     *
     * @param full seconds up to which all points are given, that moment included
     * @param zero seconds from which on none are given; in between they fall in a straight line, rounded to hundredths,
     *     halves to the even neighbour
     */
    record Timed(BigDecimal full, BigDecimal zero) implements ObjectivePolicy {
        private static final int DECIMALS = 2;

        @Override
        public Award award(BigDecimal weight, BigDecimal seconds, long penalties) {
            if (seconds.compareTo(zero) >= 0) {
                return new Award(BigDecimal.ZERO, "nothing is given from " + number(zero) + " s on");
            }
            BigDecimal left = weight.multiply(zero.subtract(seconds));
            BigDecimal points = left.divide(zero.subtract(full), DECIMALS, RoundingMode.HALF_EVEN);
            if (seconds.compareTo(full) <= 0 || points.compareTo(weight) >= 0) {
                return new Award(weight, "");
            }
            String line = ", which fall from " + number(full) + " s to nothing at " + number(zero) + " s";
            return new Award(points, number(points) + " of " + number(weight) + line);
        }
    }

    /**
     * All, less a deduction for each penalty event, and never below 0.
     *
     * @param event the type of the penalty events
     * @param detail what their details must say
     * @param deduct points for each
     */
    record Penalty(String event, RequiredDetail detail, BigDecimal deduct) implements ObjectivePolicy {
        @Override
        public Award award(BigDecimal weight, BigDecimal seconds, long penalties) {
            if (penalties == 0) {
                return new Award(weight, "");
            }
            BigDecimal all = deduct.multiply(BigDecimal.valueOf(penalties));
            BigDecimal points = weight.subtract(all).max(BigDecimal.ZERO);
            String events = (penalties == 1 ? "" : "each of ") + Wording.count(penalties, event + " event");
            String less = ", less " + number(deduct) + " for " + events;
            return new Award(points, number(points) + " of " + number(weight) + less);
        }
    }
}
