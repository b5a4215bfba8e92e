package dev.candor.ingestion;

import dev.candor.validation.schema.Finding;
import java.util.List;

/**
 * Why a row is refused.
 *
 * @param summary the first reason; its sentence tells of the others too, as far as that stays readable
 * @param violations each reason by itself, at most {@value #MAX_VIOLATIONS}
 * @param omitted how many more there are; the rules stop to look after 100
 */
public record Refusal(Finding summary, List<Finding> violations, long omitted) {
    /** How many reasons are kept. */
    public static final int MAX_VIOLATIONS = 20;

    /** How many reasons the one sentence tells. */
    private static final int MAX_TOLD = 10;

    public Refusal {
        violations = List.copyOf(violations);
    }

    /** The same reasons with sentences that tell nothing of what the row has. */
    Refusal withoutContent() {
        return new Refusal(
                withoutContent(summary),
                violations.stream().map(Refusal::withoutContent).toList(),
                omitted);
    }

    private static Finding withoutContent(Finding reason) {
        return new Finding(
                reason.severity(),
                reason.code(),
                reason.rule(),
                reason.pointer(),
                "the rule " + reason.rule()
                        + " is broken; nothing else is kept of a refused row that may tell what an agent did");
    }

    /** The only reason. */
    static Refusal of(Finding reason) {
        return of(List.of(reason));
    }

    /** All reasons, at least one, the first one first. */
    static Refusal of(List<Finding> reasons) {
        List<Finding> kept = reasons.subList(0, Math.min(reasons.size(), MAX_VIOLATIONS));
        return new Refusal(summary(reasons), kept, reasons.size() - kept.size());
    }

    private static Finding summary(List<Finding> reasons) {
        Finding first = reasons.getFirst();
        StringBuilder sentence = new StringBuilder(first.sentence());
        for (Finding other : reasons.subList(1, Math.min(reasons.size(), MAX_TOLD))) {
            sentence.append("; ").append(other.sentence());
        }
        if (reasons.size() > MAX_TOLD) {
            sentence.append("; and ").append(reasons.size() - MAX_TOLD).append(" more");
        }
        return new Finding(first.severity(), first.code(), first.rule(), first.pointer(), sentence.toString());
    }
}
