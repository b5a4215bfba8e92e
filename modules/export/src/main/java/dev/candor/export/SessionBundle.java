package dev.candor.export;

import dev.candor.export.internal.bundle.BundleJson;
import dev.candor.export.internal.bundle.EventsCsv;
import dev.candor.export.internal.bundle.FolderName;
import dev.candor.export.internal.bundle.Manifest;
import dev.candor.export.internal.bundle.StagedBundle;
import dev.candor.export.internal.page.HtmlReport;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.files.Reasons;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.ScenarioFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A session as a bundle of files that prove its score, each written any number of times.
 *
 * @param options how it is exported
 */
public record SessionBundle(LoadedSession session, ExportOptions options) {
    /** Writes one of its forms. */
    public void write(ExportFormat format, OutputStream out) throws IOException {
        write(session.events(), format, out);
    }

    private void write(SessionEvents events, ExportFormat format, OutputStream out) throws IOException {
        switch (format) {
            case JSON -> BundleJson.write(events, session.scenarioId(), session.assessment(), exportedAt(), out);
            case CSV -> EventsCsv.write(events, options.spreadsheetSafe(), out);
            case HTML -> HtmlReport.write(events, session.scenario(), session.assessment(), exportedAt(), out);
        }
    }

    private String exportedAt() {
        return options.exportedAt().orElse(facts().last());
    }

    private SessionEvents.Facts facts() {
        return session.events().facts();
    }

    /**
     * Writes a file of the scenario that it was scored by, byte for byte.
     *
     * @param name {@code scenario.json}, {@code rubric.json} or {@code microdrills.json}
     */
    public void writeScenario(String name, OutputStream out) throws IOException {
        ScenarioFile file = session.scenario().files().get(name);
        if (file == null) {
            throw new IllegalArgumentException(
                    "expected one of " + session.scenario().files().keySet() + ", found " + name);
        }
        out.write(file.bytes());
    }

    /** Writes the manifest of a bundle with these formats: the same bytes that {@link #writeTo} gives that file. */
    public void writeManifest(Set<ExportFormat> formats, OutputStream out) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (ExportFormat format : inOrder(formats)) {
            MeasuredStream measured = new MeasuredStream(OutputStream.nullOutputStream());
            write(format, measured);
            entries.add(new Manifest.Entry(format.fileName(), measured.bytes(), measured.sha256(), rows(format)));
        }
        for (Map.Entry<String, ScenarioFile> file : session.scenario().files().entrySet()) {
            MeasuredStream measured = new MeasuredStream(OutputStream.nullOutputStream());
            measured.write(file.getValue().bytes());
            entries.add(new Manifest.Entry(file.getKey(), measured.bytes(), measured.sha256(), OptionalLong.empty()));
        }
        out.write(Manifest.bytes(origin(), entries));
    }

    private Manifest.Origin origin() {
        return new Manifest.Origin(
                facts(),
                session.scenarioId(),
                session.scenario().version(),
                exportedAt(),
                options.spreadsheetSafe(),
                session.assessment().warnings());
    }

    private OptionalLong rows(ExportFormat format) {
        return format == ExportFormat.CSV ? OptionalLong.of(session.count()) : OptionalLong.empty();
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
    public ExportedBundle writeTo(Path parent, Set<ExportFormat> formats, boolean force, LongConsumer progress)
            throws ToolException {
        Path folder = parent.resolve(FolderName.of(facts().sessionId()));
        try (StagedBundle bundle = new StagedBundle(folder)) {
            writeForms(bundle, formats, progress);
            for (Map.Entry<String, ScenarioFile> file :
                    session.scenario().files().entrySet()) {
                byte[] bytes = file.getValue().bytes();
                bundle.add(file.getKey(), OptionalLong.empty(), out -> out.write(bytes));
            }
            List<ExportedBundle.File> files = bundle.putInPlace(origin(), force).stream()
                    .map(placed -> new ExportedBundle.File(
                            placed.name(), placed.bytes(), placed.sha256(), placed.isUnchanged()))
                    .toList();
            return new ExportedBundle(
                    facts().sessionId(),
                    session.scenarioId(),
                    session.count(),
                    session.score(),
                    session.report(),
                    folder.normalize().toString(),
                    files,
                    session.warnings());
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    "export-failed",
                    "the bundle cannot be written into " + folder + ": " + Reasons.of(e)
                            + "; see to it that the folder can be made and has space, or name another one");
        }
    }

    private void writeForms(StagedBundle bundle, Set<ExportFormat> formats, LongConsumer progress) throws IOException {
        long written = 0;
        for (ExportFormat format : ExportFormat.values()) {
            if (formats.contains(format) || bundle.isThere(format.fileName())) {
                long before = written;
                SessionEvents counting = session.events().counting(visited -> progress.accept(before + visited));
                bundle.add(format.fileName(), rows(format), out -> write(counting, format, out));
                written += session.count();
            }
        }
    }
}
