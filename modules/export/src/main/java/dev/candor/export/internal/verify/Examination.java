package dev.candor.export.internal.verify;

import dev.candor.export.ExportOptions;
import dev.candor.export.Scenarios;
import dev.candor.export.Verification;
import dev.candor.export.internal.page.HtmlReport;
import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.session.BundleFiles;
import dev.candor.export.internal.session.BundleJson;
import dev.candor.export.internal.session.Manifest;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Looks at one bundle from its files to its last number. */
public final class Examination {
    private final Path json;
    private final String file;
    private final Optional<Path> folder;
    private final Optional<Path> csv;
    private final Scenarios scenarios;
    private final boolean isOwnScenario;
    private final Differences differences = new Differences();
    private final List<String> checks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<ManifestComparison> manifest = Optional.empty();
    private Optional<Long> count = Optional.empty();
    private ObjectValue score = new ObjectValue(Map.of());

    /**
     * An examination that has not begun.
     *
     * @param bundle a folder, or a file with the JSON of a bundle
     * @param csv a file to compare instead of the folder's own
     * @param isOwnScenario whether to recompute by the folder's copies of the scenario whatever is at hand
     */
    public Examination(Path bundle, Optional<Path> csv, Scenarios scenarios, boolean isOwnScenario) {
        this.folder = Optional.of(bundle).filter(Files::isDirectory);
        this.json = folder.isPresent() ? bundle.resolve(BundleFiles.JSON) : bundle;
        this.file = String.valueOf(json.getFileName());
        this.csv = csv;
        this.scenarios = scenarios;
        this.isOwnScenario = isOwnScenario;
    }

    /** Does all of it. */
    public Verification run(LongConsumer progress) throws IOException {
        if (folder.isPresent()) {
            checks.add("the manifest against the files of the folder");
            manifest = ManifestComparison.open(folder.get(), differences);
        } else {
            notes.add(
                    "a file alone has no manifest: what changes neither score nor report can have been changed unnoticed");
        }
        Optional<Envelope> envelope = envelope();
        if (envelope.isPresent()) {
            examine(envelope.get(), progress);
        }
        if (manifest.isPresent()) {
            manifest.get().compareFiles(count);
        }
        ObjectValue members = envelope.map(Envelope::members).orElseGet(() -> new ObjectValue(Map.of()));
        return new Verification(
                members.text("session_id").orElse(""),
                members.text("scenario_id").orElse(""),
                count.orElse(0L),
                manifest.isPresent() ? manifest.get().files() : csv.isPresent() ? 2 : 1,
                score,
                List.copyOf(checks),
                differences.worstFirst(),
                differences.omitted(),
                List.copyOf(notes));
    }

    private Optional<Envelope> envelope() throws IOException {
        if (!Files.isRegularFile(json)) {
            differences.add(
                    Code.FILE_MISSING,
                    file,
                    "",
                    "the folder has no " + file
                            + ", from whose events everything else is recomputed; put it there with candor export"
                            + " session ID --format json");
            return Optional.empty();
        }
        try {
            return Optional.of(Envelope.read(json));
        } catch (BrokenTextException e) {
            differences.add(Code.NOT_JSON, file, "", "the file must be one JSON object: " + e.sentence());
            return Optional.empty();
        }
    }

    private void examine(Envelope envelope, LongConsumer progress) throws IOException {
        checks.add("the members of the bundle, each once and of its type; the report against its schema");
        new FormCheck(file, envelope, differences).check();
        if (envelope.isMarked()) {
            notes.add(file + " begins with a byte order mark, which is passed over");
        }
        if (!envelope.hasEvents()) {
            return;
        }
        ObjectValue members = envelope.members();
        Optional<String> scenarioId = members.text("scenario_id");
        Optional<Scenario> scenario = scenarioId.isPresent()
                ? new ScenarioChoice(scenarios, isOwnScenario, differences, notes)
                        .choose(scenarioId.get(), file, folder)
                : Optional.empty();
        Witnesses witnesses = Witnesses.of(Json.object(members, "report"));
        EventCheck check =
                new EventCheck(file, members.text("session_id"), members.text("participant_id"), differences);
        Optional<CsvComparison> rows = rows();
        EventPass pass = new EventPass(check, scenario, rows, witnesses);
        checks.add("every event: contract, session, participant, id, order");
        if (!went(pass, rows, progress)) {
            return;
        }
        count = Optional.of(pass.count());
        if (pass.count() == 0) {
            differences.add(
                    Code.FORM_WRONG, file, "/" + Envelope.EVENTS, "a bundle has at least one event, found none");
        }
        rows.ifPresent(this::noteRows);
        RepeatedIds.tell(json, file, check.suspects(), differences);
        if (check.hasMoreSuspects()) {
            notes.add(
                    "more than " + EventCheck.MAX_SUSPECTS
                            + " ids stand twice; of those the rest is not counted, so that there are more differences than that");
        }
        Optional<Assessment> assessment = pass.assessment();
        assessment.ifPresentOrElse(
                found -> compareScore(members, found, witnesses, pass),
                () -> notes.add("score and report were not recomputed, for the reasons above"));
        compareManifest(members, scenario, assessment);
        if (assessment.isPresent()
                && members.text("exported_at").filter(ExportOptions::isMoment).isPresent()) {
            compareBytes(members, pass.events(), scenario.orElseThrow(), assessment.get());
        }
    }

    /** Goes through the events; returns whether it came to the end. */
    private boolean went(EventPass pass, Optional<CsvComparison> rows, LongConsumer progress) throws IOException {
        try {
            pass.over(json, progress);
            return true;
        } catch (EventStream.BrokenEventsException e) {
            differences.add(
                    Code.NOT_JSON, file, "/" + Envelope.EVENTS, "the file must be one JSON object: " + e.getMessage());
            return false;
        } finally {
            if (rows.isPresent()) {
                rows.get().close();
            }
        }
    }

    private void compareScore(ObjectValue members, Assessment assessment, Witnesses witnesses, EventPass pass) {
        checks.add("score and report against the rubric, member by member");
        notes.addAll(assessment.warnings());
        score = assessment.score();
        ObjectValue report = Json.object(members, "report");
        WhyNot why = new WhyNot(assessment, report, witnesses, pass.claimedDeltas());
        new ScoreComparison(file, assessment, why, differences).compare(Json.object(members, "score"), report);
    }

    private Optional<CsvComparison> rows() throws IOException {
        boolean isSafe = manifest.isPresent() && manifest.get().isSpreadsheetSafe();
        if (csv.isPresent()) {
            return Optional.of(
                    CsvComparison.open(csv.get(), String.valueOf(csv.get().getFileName()), false, isSafe, differences));
        }
        Optional<Path> own = folder.map(path -> path.resolve(BundleFiles.CSV)).filter(Files::isRegularFile);
        return own.isPresent()
                ? Optional.of(CsvComparison.open(own.get(), BundleFiles.CSV, true, isSafe, differences))
                : Optional.empty();
    }

    private void noteRows(CsvComparison rows) {
        if (!rows.columns().isEmpty()) {
            checks.add(rows.compared() + " rows of the CSV, cell by cell: " + String.join(",", rows.columns()));
        }
    }

    /** The other members of the manifest, as far as the bundle gives them. */
    private void compareManifest(ObjectValue members, Optional<Scenario> scenario, Optional<Assessment> assessment) {
        if (manifest.isEmpty()) {
            return;
        }
        Map<String, JsonValue> expected = new LinkedHashMap<>();
        expected.put("bundle_version", JsonValue.of(Manifest.VERSION));
        count.ifPresent(events -> expected.put("events", JsonValue.of(events.longValue())));
        for (String name : List.of("session_id", "participant_id", "exported_at")) {
            members.member(name).ifPresent(value -> expected.put(name, value));
        }
        scenario.ifPresent(found -> expected.put(
                "scenario",
                new ObjectValue(
                        Map.of("scenario_id", JsonValue.of(found.id()), "version", JsonValue.of(found.version())))));
        assessment.ifPresent(found -> expected.put(
                "warnings",
                JsonValue.of(found.warnings().stream().map(JsonValue::of).toList())));
        manifest.get().compareFacts(expected);
    }

    /** That nothing stands in the files beside what was compared so far: white space, spellings, the page for people. */
    private void compareBytes(ObjectValue members, SessionEvents events, Scenario scenario, Assessment assessment)
            throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        String exportedAt = members.text("exported_at").orElse("");
        if (!differences.areIn(file)) {
            checks.add(file + " byte for byte");
            EqualBytes.firstDifference(
                            json, out -> BundleJson.write(events, scenario.id(), assessment, exportedAt, out))
                    .ifPresent(place -> differences.add(
                            Code.BYTES_DIFFER,
                            file,
                            "",
                            "the file says what it should in other bytes than an export writes, from " + place
                                    + " on"));
        }
        Path page = folder.get().resolve(BundleFiles.HTML);
        if (Files.isRegularFile(page)) {
            checks.add(BundleFiles.HTML + " byte for byte");
            EqualBytes.firstDifference(page, out -> HtmlReport.write(events, scenario, assessment, exportedAt, out))
                    .ifPresent(place -> differences.add(
                            Code.PAGE_DIFFERS,
                            BundleFiles.HTML,
                            "",
                            "the page is not the one that an export of these events writes, from " + place + " on"));
        } else {
            notes.add("there is no " + BundleFiles.HTML + " to compare");
        }
    }
}
