package dev.candor.export;

import dev.candor.export.internal.page.HtmlReport;
import dev.candor.export.internal.page.LineageText;
import dev.candor.export.internal.page.Replay;
import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.ScenarioFile;
import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.session.BundleJson;
import dev.candor.export.internal.session.EventsCsv;
import dev.candor.export.internal.session.FolderName;
import dev.candor.export.internal.session.Manifest;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.export.internal.session.StagedBundle;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A session that was read and can be given away in several forms, each any number of times. For one thread at a time. */
public final class LoadedSession implements Closeable {
    private final SessionEvents events;
    private final Scenario scenario;
    private final Assessment assessment;
    private final List<String> notes;
    private final Runnable whenClosed;
    private boolean closed;

    LoadedSession(
            SessionEvents events, Scenario scenario, Assessment assessment, List<String> notes, Runnable whenClosed) {
        this.events = events;
        this.scenario = scenario;
        this.assessment = assessment;
        this.notes = List.copyOf(notes);
        this.whenClosed = whenClosed;
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
        return assessment.lineage().stream().map(LineageText::of).toList();
    }

    /** What an auditor should know and the report has no place for. The manifest says what of it the events say. */
    public List<String> warnings() {
        return Stream.concat(assessment.warnings().stream(), notes.stream()).toList();
    }

    /** Writes one of its forms. */
    public void write(ExportFormat format, ExportOptions options, OutputStream out) throws IOException {
        write(events, format, options, out);
    }

    private void write(SessionEvents each, ExportFormat format, ExportOptions options, OutputStream out)
            throws IOException {
        switch (format) {
            case JSON -> BundleJson.write(each, scenario.id(), assessment, exportedAt(options), out);
            case CSV -> EventsCsv.write(each, options.spreadsheetSafe(), out);
            case HTML -> HtmlReport.write(each, scenario, assessment, exportedAt(options), out);
        }
    }

    private String exportedAt(ExportOptions options) {
        return options.exportedAt().orElse(events.facts().last());
    }

    /**
     * Writes a file of the scenario that it was scored by, byte for byte.
     *
     * @param name {@code scenario.json}, {@code rubric.json} or {@code microdrills.json}
     */
    public void writeScenario(String name, OutputStream out) throws IOException {
        ScenarioFile file = scenario.files().get(name);
        if (file == null) {
            throw new IllegalArgumentException(
                    "expected one of " + scenario.files().keySet() + ", found " + name);
        }
        out.write(file.bytes());
    }

    /** Writes the manifest of a bundle with these formats: the same bytes that {@link #writeTo} gives that file. */
    public void writeManifest(Set<ExportFormat> formats, ExportOptions options, OutputStream out) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (ExportFormat format : inOrder(formats)) {
            MeasuredStream measured = new MeasuredStream(OutputStream.nullOutputStream());
            write(format, options, measured);
            entries.add(new Manifest.Entry(format.fileName(), measured.bytes(), measured.sha256(), rows(format)));
        }
        for (Map.Entry<String, ScenarioFile> file : scenario.files().entrySet()) {
            MeasuredStream measured = new MeasuredStream(OutputStream.nullOutputStream());
            measured.write(file.getValue().bytes());
            entries.add(new Manifest.Entry(file.getKey(), measured.bytes(), measured.sha256(), OptionalLong.empty()));
        }
        out.write(Manifest.bytes(origin(options), entries));
    }

    private Manifest.Origin origin(ExportOptions options) {
        return new Manifest.Origin(
                events.facts(),
                scenario.id(),
                scenario.version(),
                exportedAt(options),
                options.spreadsheetSafe(),
                assessment.warnings());
    }

    private OptionalLong rows(ExportFormat format) {
        return format == ExportFormat.CSV ? OptionalLong.of(count()) : OptionalLong.empty();
    }

    private static Set<ExportFormat> inOrder(Set<ExportFormat> formats) {
        return formats.isEmpty() ? formats : EnumSet.copyOf(formats);
    }

    /**
     * Writes a bundle into a folder named by the session, which appears as a whole. A bundle of the same export with fewer
     * forms is replaced, and keeps those that it has; another one only by force.
     *
     * @param parent where the bundle's folder is made
     * @param force whether another bundle is replaced
     * @param progress takes how many events were written, over all forms
     * @throws ToolException {@code artifact-exists}, {@code export-failed}: the folder cannot be written
     */
    public ExportedBundle writeTo(
            Path parent, Set<ExportFormat> formats, ExportOptions options, boolean force, LongConsumer progress)
            throws ToolException {
        Path folder = parent.resolve(FolderName.of(events.facts().sessionId()));
        try (StagedBundle bundle = new StagedBundle(folder)) {
            writeForms(bundle, formats, options, progress);
            for (Map.Entry<String, ScenarioFile> file : scenario.files().entrySet()) {
                byte[] bytes = file.getValue().bytes();
                bundle.add(file.getKey(), OptionalLong.empty(), out -> out.write(bytes));
            }
            List<ExportedBundle.File> files = bundle.putInPlace(origin(options), force).stream()
                    .map(placed -> new ExportedBundle.File(
                            placed.name(), placed.bytes(), placed.sha256(), placed.isUnchanged()))
                    .toList();
            return new ExportedBundle(
                    events.facts().sessionId(),
                    scenario.id(),
                    count(),
                    score(),
                    report(),
                    folder.normalize().toString(),
                    files,
                    warnings());
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    "export-failed",
                    "the bundle cannot be written into " + folder + ": " + Reasons.of(e)
                            + "; see to it that the folder can be made and has space, or name another one");
        }
    }

    private void writeForms(
            StagedBundle bundle, Set<ExportFormat> formats, ExportOptions options, LongConsumer progress)
            throws IOException {
        long written = 0;
        for (ExportFormat format : ExportFormat.values()) {
            if (formats.contains(format) || bundle.isThere(format.fileName())) {
                long before = written;
                SessionEvents counting = events.counting(visited -> progress.accept(before + visited));
                bundle.add(format.fileName(), rows(format), out -> write(counting, format, options, out));
                written += count();
            }
        }
    }

    /** Goes through the session as it happened. */
    public void replay(Consumer<ReplayStep> visitor) throws IOException {
        Replay.over(events, scenario, visitor::accept);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whenClosed.run();
        }
    }
}
