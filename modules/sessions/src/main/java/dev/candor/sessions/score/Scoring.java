package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.SessionEvent;
import java.math.BigDecimal;
import java.util.List;

/** Scores one session, event by event in their order. Of the events it remembers the ids that its sentences name. */
public interface Scoring {
    /**
     * What an event did to the score.
     *
     * @param running the score after it, within its bounds, as if the session ended here
     * @param change by how much that differs from before
     * @param why a sentence for each thing that it did or did not count for; empty when it has nothing to do with the score
     */
    record Step(BigDecimal running, BigDecimal change, List<String> why) {}

    /**
     * How one objective went from its first assessment to the repeated one.
     *
     * @param label for people
     * @param first points of the first assessment
     * @param repeated points of the repeated one; equal to the first when it was not repeated
     * @param isRepeated whether it was assessed again
     * @param firstEvidence ids of the events that the first points rest on, or that spoke against it
     * @param drill the microdrill that was chosen for it; empty for none
     * @param drillEvidence ids of the events of that drill
     * @param repeatedEvidence ids of the events that the repeated points rest on, or that spoke against it
     */
    record Lineage(
            String objectiveId,
            String label,
            BigDecimal weight,
            BigDecimal first,
            BigDecimal repeated,
            boolean isRepeated,
            List<String> firstEvidence,
            String drill,
            List<String> drillEvidence,
            List<String> repeatedEvidence) {}

    /**
     * The result.
     *
     * @param score {@code score_total, status, why} as a bundle has it
     * @param report as a bundle has it; it keeps {@code schemas/session/1/report.schema.json}
     * @param lineage all objectives in the rubric's order
     * @param warnings what an auditor should know and the report has no place for: words that the scenario does not know,
     *     deltas that the events claim and the rubric does not give
     */
    record Assessment(ObjectValue score, ObjectValue report, List<Lineage> lineage, List<String> warnings) {}

    /** Takes the next event. */
    Step take(SessionEvent event);

    /** The result of the events taken so far; at least one must be. */
    Assessment assessment();
}
