package dev.candor.export.internal.page;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.score.Scoring.Lineage;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Writes the report as one page that needs no other file, for screens of any width and for paper. */
public final class HtmlReport {
    private HtmlReport() {}

    /** Writes it. */
    public static void write(
            SessionEvents events, Scenario scenario, Assessment assessment, String exportedAt, OutputStream out)
            throws IOException {
        Timeline timeline = Timeline.of(events, scenario, evidence(assessment));
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        Page page = new Page(new Markup(writer), timeline, RubricFacts.of(scenario), assessment.report());
        ReportFrame frame = new ReportFrame(page, events.facts(), scenario, exportedAt);
        frame.open();
        new ResultSections(page, assessment).write();
        new TimelineSection(page).write();
        frame.close();
        writer.flush();
    }

    private static Set<String> evidence(Assessment assessment) {
        Set<String> ids = new HashSet<>();
        for (Lineage lineage : assessment.lineage()) {
            ids.addAll(lineage.firstEvidence());
            ids.addAll(lineage.drillEvidence());
            ids.addAll(lineage.repeatedEvidence());
        }
        for (ObjectValue objective : RubricFacts.objects(assessment.report(), "objective_breakdown")) {
            ids.addAll(Page.texts(objective, "evidence_event_ids"));
        }
        for (ObjectValue error : RubricFacts.objects(assessment.report(), "critical_errors")) {
            error.text("trigger_event_id").ifPresent(ids::add);
        }
        return ids;
    }
}
