package dev.candor.export.verify;

import dev.candor.export.ExportOptions;
import dev.candor.export.internal.bundle.BundleFiles;
import dev.candor.export.internal.bundle.BundleJson;
import dev.candor.export.internal.bundle.Manifest;
import dev.candor.export.verify.Differences.Code;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring.Assessment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Makes one bundle again: scores its events anew, writes each form again, and compares. How sentences are worded and how the
 * page looks is no part of the proof, so a bundle stays good when a later version of this program says things otherwise.
 */
public final class BundleVerifier {
    /** Members of score and report with texts for people. */
    private static final Set<String> WORDING = Set.of("label", "why", "reason");

    private final Path json;
    private final String file;
    private final Optional<Path> folder;
    private final Optional<Path> csv;
    private final ScenarioChoice scenarios;
    private final Differences differences = new Differences();
    private final List<String> checks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final BundleText bundle;
    private ObjectValue score = new ObjectValue(Map.of());

    private BundleVerifier(Path place, Optional<Path> csv, ScenarioFolders scenarios, boolean isOwnScenario) {
        this.folder = Optional.of(place).filter(Files::isDirectory);
        this.json = folder.isPresent() ? place.resolve(BundleFiles.JSON) : place;
        this.file = String.valueOf(json.getFileName());
        this.csv = csv;
        this.scenarios = new ScenarioChoice(scenarios, isOwnScenario, differences, notes);
        this.bundle = new BundleText(file, differences);
    }

    /**
     * Makes a bundle again, and compares. It only reads.
     *
     * @param place the folder that an export wrote, or a file with the JSON of a bundle
     * @param csv a file that should have the same events; for a folder its own by default
     * @param scenarios where scenarios are looked for; a bundle's own copies stand in for one that is not there
     * @param isOwnScenario whether to score by the folder's copies of the scenario, whatever is at hand
     * @param progress takes how many events were read
     * @throws ToolException {@code bundle-not-found}: there is no such bundle, or no such CSV file, or the bundle is a file
     *     and has no scenario of its own
     */
    public static Verification verify(
            Path place, Optional<Path> csv, ScenarioFolders scenarios, boolean isOwnScenario, LongConsumer progress)
            throws ToolException, IOException {
        if (!Files.isDirectory(place) && !Files.isRegularFile(place)) {
            throw missing(place, "a bundle is the folder that an export wrote, or a file with its JSON");
        }
        if (isOwnScenario && !Files.isDirectory(place)) {
            throw missing(place, "a bundle with a scenario of its own is the folder that an export wrote");
        }
        if (csv.isPresent() && !Files.isRegularFile(csv.get())) {
            throw missing(csv.get(), "a CSV file to compare with is a regular file");
        }
        return new BundleVerifier(place, csv, scenarios, isOwnScenario).run(progress);
    }

    private static ToolException missing(Path path, String expected) {
        String sentence = expected + ", found " + Reasons.found(path) + " at " + path;
        return new ToolException(Kind.NOT_FOUND, "bundle-not-found", sentence);
    }

    private Verification run(LongConsumer progress) throws IOException {
        Optional<ManifestCheck> manifest =
                folder.isPresent() ? Optional.of(new ManifestCheck(folder.get(), differences)) : Optional.empty();
        if (folder.isEmpty()) {
            notes.add(
                    "a file alone has no manifest: what changes neither score nor report can have been changed unnoticed");
        }
        boolean isSafe = manifest.map(ManifestCheck::isSpreadsheetSafe).orElse(false);
        Optional<SessionEvents> events = read(progress) ? bundle.events() : Optional.empty();
        if (events.isPresent()) {
            compareCsv(events.get(), isSafe);
        }
        Optional<Scenario> scenario = scenario();
        Optional<Manifest.Origin> origin = Optional.empty();
        if (events.isPresent() && scenario.isPresent()) {
            origin = Optional.of(compare(events.get(), scenario.get(), isSafe));
        } else {
            notes.add("score and report were not recomputed, for the reasons above");
        }
        if (manifest.isPresent()) {
            checks.add("the manifest against the files of the folder");
            manifest.get().compare(origin, bundle.count());
        }
        List<Verification.Difference> worst = differences.worstFirst();
        return new Verification(
                bundle.header().text("session_id").orElse(""),
                bundle.header().text("scenario_id").orElse(""),
                worst.isEmpty(),
                bundle.count(),
                manifest.map(ManifestCheck::files).orElse(csv.isPresent() ? 2L : 1L),
                score,
                List.copyOf(checks),
                worst,
                differences.count() - worst.size(),
                List.copyOf(notes));
    }

    private boolean read(LongConsumer progress) throws IOException {
        if (!Files.isRegularFile(json)) {
            String why = "the folder has no " + file + ", from whose events everything else is recomputed; put it there"
                    + " with candor export session ID --format json";
            differences.add(Code.FILES, file, "", why);
            return false;
        }
        try {
            checks.add("every event: contract, session, participant, id, order");
            bundle.read(json, progress);
            return true;
        } catch (BrokenTextException e) {
            differences.add(Code.NOT_JSON, file, "", "the file must be one JSON object: " + e.sentence());
            return false;
        }
    }

    private Optional<Scenario> scenario() {
        Optional<String> id = bundle.header().text("scenario_id");
        if (id.isEmpty() && Files.isRegularFile(json)) {
            differences.add(Code.SCENARIO, file, "/scenario_id", "a bundle names the scenario that it was scored by");
        }
        return id.flatMap(named -> scenarios.choose(named, file, folder));
    }

    private void compareCsv(SessionEvents events, boolean isSafe) throws IOException {
        Path own = json.resolveSibling(BundleFiles.CSV);
        Optional<Path> table =
                csv.or(() -> Optional.of(own).filter(path -> folder.isPresent() && Files.isRegularFile(path)));
        if (table.isPresent()) {
            String name = String.valueOf(table.get().getFileName());
            List<String> columns = new CsvCheck(name, csv.isEmpty(), csv.isEmpty() && isSafe, differences)
                    .compare(table.get(), events);
            checks.add(events.facts().count() + " rows of the CSV, cell by cell: " + String.join(",", columns));
        }
    }

    /** Compares what the JSON says beside the events; returns what the manifest should say. */
    private Manifest.Origin compare(SessionEvents events, Scenario scenario, boolean isSafe) throws IOException {
        checks.add("score, report and the other members against the rubric and the events");
        ObjectValue header = bundle.header();
        DifferenceExplainer explainer = new DifferenceExplainer(header, events, scenario);
        Assessment assessment = explainer.assessment();
        score = assessment.score();
        notes.addAll(assessment.warnings());
        JsonDiff diff = new JsonDiff(
                WORDING,
                false,
                (pointer, entry, ours, theirs) -> differences.add(
                        code(pointer), file, pointer, ours, theirs, explainer.why(pointer, entry, ours, theirs)));
        diff.compare("/score", Optional.of(score), header.member("score"));
        diff.compare("", Optional.of(expected(events, assessment)), Optional.of(header));
        if (diff.reworded() > 0) {
            notes.add(
                    "some sentences are worded otherwise than this version of Candor words them; wording is not proven");
        }
        String exportedAt = header.text("exported_at").orElse("");
        if (!ExportOptions.isMoment(exportedAt)) {
            String why = "the time of the export must be a date and time in UTC, such as 2026-11-20T10:00:00Z";
            differences.add(Code.FORM, file, "/exported_at", Optional.empty(), header.member("exported_at"), why);
        }
        if (folder.isPresent()
                && differences.worstFirst().stream()
                        .noneMatch(found -> found.file().equals(file))) {
            checks.add(file + " byte for byte");
            Assessment found = new Assessment(header.object("score"), header.object("report"), List.of(), List.of());
            MeasuredStream made = new MeasuredStream(OutputStream.nullOutputStream());
            BundleJson.write(events, scenario.id(), found, exportedAt, made);
            if (!made.sha256().equals(MeasuredStream.of(json).sha256())) {
                String why = "the file says what it should in other bytes than an export writes";
                differences.add(Code.FORM, file, "", why);
            }
        }
        return new Manifest.Origin(
                events.facts(), scenario.id(), scenario.version(), exportedAt, isSafe, assessment.warnings());
    }

    /** All members; score, scenario and when the export was made are as the bundle has them. */
    private ObjectValue expected(SessionEvents events, Assessment assessment) {
        Map<String, JsonValue> expected = new LinkedHashMap<>(bundle.header().members());
        expected.keySet().retainAll(Set.of("exported_at", "scenario_id", "score"));
        expected.put("events", JsonValue.of(List.of()));
        expected.put("participant_id", JsonValue.of(events.facts().participantId()));
        expected.put("report", assessment.report());
        expected.put("session_id", JsonValue.of(events.facts().sessionId()));
        return new ObjectValue(expected);
    }

    private static Code code(String pointer) {
        if (pointer.endsWith("/score_total") || pointer.endsWith("/status")) {
            return Code.SCORE;
        }
        if (pointer.matches("/(score|report)(/.*)?")) {
            return Code.REPORT;
        }
        return pointer.matches("/(participant|session)_id") ? Code.EVENTS : Code.FORM;
    }
}
