package dev.candor.sessions;

import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.score.Scoring.Lineage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** How an objective went from its first assessment over a drill to the repeated one. */
final class LineageText {
    private static final int MAX_IDS = 20;

    private LineageText() {}

    /**
     * It as a line: {@code obj_exit  0 of 25 at first (evt-3) -> drill_exit (evt-5, evt-6) -> 25 of 25 when repeated
     * (evt-7)}.
     */
    static String of(Lineage lineage) {
        List<String> steps = new ArrayList<>();
        steps.add(points(lineage.first(), lineage) + " at first" + ids(lineage.firstEvidence()));
        if (!lineage.drill().isEmpty()) {
            String done = lineage.drillEvidence().isEmpty() ? " (not done)" : ids(lineage.drillEvidence());
            steps.add(lineage.drill() + done);
        }
        steps.add(
                lineage.isRepeated()
                        ? points(lineage.repeated(), lineage) + " when repeated" + ids(lineage.repeatedEvidence())
                        : "not assessed again");
        return lineage.objectiveId() + "  " + String.join(" -> ", steps);
    }

    private static String points(BigDecimal awarded, Lineage lineage) {
        return CanonicalJson.number(awarded).text() + " of "
                + CanonicalJson.number(lineage.weight()).text();
    }

    private static String ids(List<String> evidence) {
        if (evidence.isEmpty()) {
            return "";
        }
        int more = evidence.size() - MAX_IDS;
        return " (" + String.join(", ", evidence.subList(0, Math.min(MAX_IDS, evidence.size())))
                + (more > 0 ? " and " + more + " more" : "") + ")";
    }
}
