package dev.candor.export;

import dev.candor.export.internal.page.HtmlReport;
import dev.candor.export.internal.page.Replay;
import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.score.Scoring.Lineage;
import dev.candor.export.internal.session.BundleJson;
import dev.candor.export.internal.session.EventsCsv;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A session that was read and can be given away in several forms, each any number of times. For one thread at a time. */
public final class OpenSession implements Closeable {
    private final SessionEvents events;
    private final Scenario scenario;
    private final Assessment assessment;

    OpenSession(SessionEvents events, Scenario scenario, Assessment assessment) {
        this.events = events;
        this.scenario = scenario;
        this.assessment = assessment;
    }

    /** How many events it has. */
    public long count() {
        return events.facts().count();
    }

    public String scenarioId() {
        return scenario.id();
    }

    /** {@code score_total, status, why}. */
    public ObjectValue score() {
        return assessment.score();
    }

    /** The report, which keeps {@code schemas/session/1/report.schema.json}. */
    public ObjectValue report() {
        return assessment.report();
    }

    /** How each objective went from the first assessment to the repeated one, a line for people each. */
    public List<String> lineage() {
        return assessment.lineage().stream().map(Lineage::toString).toList();
    }

    /** What an auditor should know and the report has no place for. */
    public List<String> warnings() {
        return assessment.warnings();
    }

    /** Writes one of its forms. */
    public void write(ExportFormat format, ExportOptions options, OutputStream out) throws IOException {
        String exportedAt = options.exportedAt().orElse(events.facts().last());
        switch (format) {
            case JSON -> BundleJson.write(events, scenario.id(), assessment, exportedAt, out);
            case CSV -> EventsCsv.write(events, options.spreadsheetSafe(), out);
            case HTML -> HtmlReport.write(events, scenario, assessment, exportedAt, out);
        }
    }

    /**
     * Writes a bundle into a folder named by the session, all files or none: one that stands there is replaced only when
     * it has the same bytes.
     *
     * @param parent where the bundle's folder is made
     * @param force whether files with other bytes are replaced too
     * @param progress takes how many events were written, over all files
     * @throws ToolException {@code artifact-exists}
     */
    public ExportedBundle writeTo(
            Path parent, Set<ExportFormat> formats, ExportOptions options, boolean force, LongConsumer progress)
            throws ToolException, IOException {
        return new ExportedBundle(
                parent.resolve(events.facts().sessionId()), List.of(), count(), score(), report(), warnings());
    }

    /** Goes through the session as it happened. */
    public void replay(Consumer<ReplayStep> visitor) throws IOException {
        Replay.over(events, scenario, visitor::accept);
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
