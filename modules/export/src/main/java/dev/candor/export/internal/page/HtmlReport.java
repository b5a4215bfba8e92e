package dev.candor.export.internal.page;

import dev.candor.export.html.HtmlOutput;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring.Assessment;
import dev.candor.sessions.score.Scoring.Lineage;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Writes the report as one page that needs no other file, for screens of any width and for paper. */
public final class HtmlReport {
    private HtmlReport() {}

    /** Writes it. */
    public static void write(
            SessionEvents events, Scenario scenario, Assessment assessment, String exportedAt, OutputStream out)
            throws IOException {
        Timeline timeline = Timeline.of(events, scenario, evidence(assessment));
        Report report = Report.of(scenario, events.facts(), assessment, timeline, exportedAt);
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            render(report, writer);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    /** The class is generated from report.jte; a template without forms needs no interceptor. */
    @SuppressWarnings("NullAway")
    private static void render(Report report, Writer writer) {
        JtereportGenerated.render(new HtmlOutput(new WriterOutput(writer)), null, report);
    }

    /** How a report looks: a style sheet that has no character which markup would have to escape. */
    static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read", e);
        }
    }

    /** What a browser may do on the page: follow this style sheet and nothing else. */
    static String policy(String style) {
        String hash = Base64.getEncoder().encodeToString(sha256(style.getBytes(StandardCharsets.UTF_8)));
        return "default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'";
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Set<String> evidence(Assessment assessment) {
        Set<String> ids = new HashSet<>();
        for (Lineage lineage : assessment.lineage()) {
            ids.addAll(lineage.firstEvidence());
            ids.addAll(lineage.drillEvidence());
            ids.addAll(lineage.repeatedEvidence());
        }
        for (ObjectValue objective : assessment.report().objects("objective_breakdown")) {
            ids.addAll(objective.texts("evidence_event_ids"));
        }
        for (ObjectValue error : assessment.report().objects("critical_errors")) {
            error.text("trigger_event_id").ifPresent(ids::add);
        }
        return ids;
    }
}
