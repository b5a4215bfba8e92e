package dev.candor.sessions.score;

import java.math.BigDecimal;
import java.util.List;

/**
 * From how many points on a session has which status.
 *
 * @param max the most points there are; 0 is the least
 */
record Thresholds(BigDecimal max, BigDecimal pass, BigDecimal conditional) {
    /**
     * How a session stands.
     *
     * @param total within the bounds
     * @param status {@code pass}, {@code conditional_pass} or {@code fail}
     * @param sentence how both come about
     */
    record Verdict(BigDecimal total, String status, String sentence) {}

    /** The points within the bounds. */
    BigDecimal clamp(BigDecimal sum) {
        return sum.max(BigDecimal.ZERO).min(max);
    }

    /**
     * How a session stands.
     *
     * @param gained points for objectives
     * @param lost points for critical errors, as a positive number
     * @param hardFails the codes of critical errors that fail a session whatever its points
     */
    Verdict standing(BigDecimal gained, BigDecimal lost, List<String> hardFails) {
        BigDecimal sum = gained.subtract(lost);
        BigDecimal total = clamp(sum);
        String points = Words.number(gained) + " for objectives - " + Words.number(lost) + " for critical errors = "
                + Words.number(sum) + (sum.compareTo(total) == 0 ? "" : ", which counts as " + Words.number(total));
        String score = "Score " + Words.number(total) + " of " + Words.number(max) + ": " + points + ". Status ";
        if (!hardFails.isEmpty()) {
            return new Verdict(
                    total,
                    "fail",
                    score + "fail, whatever the points, because of " + String.join(", ", hardFails) + ".");
        }
        if (total.compareTo(pass) >= 0) {
            return new Verdict(total, "pass", score + "pass, from " + Words.number(pass) + " on.");
        }
        return total.compareTo(conditional) >= 0
                ? new Verdict(
                        total,
                        "conditional_pass",
                        score + "conditional_pass, from " + Words.number(conditional) + " and below "
                                + Words.number(pass) + ".")
                : new Verdict(total, "fail", score + "fail, below " + Words.number(conditional) + ".");
    }
}
