package dev.candor.sessions.score;

import dev.candor.foundation.text.Wording;
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
            if (seconds.compareTo(full) <= 0) {
                return new Award(weight, "");
            }
            if (seconds.compareTo(zero) >= 0) {
                return new Award(BigDecimal.ZERO, "nothing is given from " + Words.number(zero) + " s on");
            }
            BigDecimal points = weight.multiply(zero.subtract(seconds))
                    .divide(zero.subtract(full), DECIMALS, RoundingMode.HALF_EVEN)
                    .min(weight);
            if (points.compareTo(weight) == 0) {
                return new Award(weight, "");
            }
            return new Award(
                    points,
                    Words.number(points) + " of " + Words.number(weight) + ", which fall from " + Words.number(full)
                            + " s to nothing at " + Words.number(zero) + " s");
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
            BigDecimal points = weight.subtract(deduct.multiply(BigDecimal.valueOf(penalties)))
                    .max(BigDecimal.ZERO);
            return new Award(
                    points,
                    Words.number(points) + " of " + Words.number(weight) + ", less " + Words.number(deduct) + " for "
                            + (penalties == 1 ? "" : "each of ")
                            + Wording.count(penalties, event + " event"));
        }
    }
}
