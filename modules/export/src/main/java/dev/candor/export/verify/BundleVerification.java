package dev.candor.export.verify;

import dev.candor.export.ExportOptions;
import dev.candor.export.internal.bundle.BundleFiles;
import dev.candor.export.internal.bundle.BundleJson;
import dev.candor.export.verify.ScenarioChoice.Choice;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring;
import dev.candor.sessions.score.Scoring.Assessment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
public final class BundleVerification {
    /** Members of score and report with texts for people. */
    private static final Set<String> WORDING = Set.of("label", "why", "reason");

    private final Path json;
    private final String file;
    private final Optional<Path> folder;
    private final Optional<Path> csv;
    private final ScenarioFolders scenarios;
    private final boolean isOwnScenario;
    private final Differences differences = new Differences();
    private final List<String> checks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, JsonValue> facts = new LinkedHashMap<>();
    private Optional<Long> count = Optional.empty();
    private ObjectValue header = new ObjectValue(Map.of());
    private ObjectValue score = new ObjectValue(Map.of());

    /**
     * A verification that has not begun.
     *
     * @param bundle a folder, or a file with the JSON of a bundle
     * @param csv a file to compare instead of the folder's own
     * @param isOwnScenario whether to score by the folder's copy of the scenario whatever is at hand
     */
    public BundleVerification(Path bundle, Optional<Path> csv, ScenarioFolders scenarios, boolean isOwnScenario) {
        this.folder = Optional.of(bundle).filter(Files::isDirectory);
        this.json = folder.isPresent() ? bundle.resolve(BundleFiles.JSON) : bundle;
        this.file = String.valueOf(json.getFileName());
        this.csv = csv;
        this.scenarios = scenarios;
        this.isOwnScenario = isOwnScenario;
    }

    /** Does all of it. */
    public Verification run(LongConsumer progress) throws IOException {
        Optional<ManifestCheck> manifest =
                folder.isPresent() ? ManifestCheck.open(folder.get(), differences) : Optional.empty();
        if (folder.isEmpty()) {
            notes.add(
                    "a file alone has no manifest: what changes neither score nor report can have been changed unnoticed");
        }
        verify(manifest.map(ManifestCheck::isSpreadsheetSafe).orElse(false), progress);
        if (manifest.isPresent()) {
            checks.add("the manifest against the files of the folder");
            manifest.get().compare(facts, count);
        }
        return new Verification(
                header.text("session_id").orElse(""),
                header.text("scenario_id").orElse(""),
                count.orElse(0L),
                manifest.map(ManifestCheck::files).orElse(csv.isPresent() ? 2L : 1L),
                score,
                List.copyOf(checks),
                differences.worstFirst(),
                differences.count() - differences.worstFirst().size(),
                List.copyOf(notes));
    }

    private void verify(boolean isSpreadsheetSafe, LongConsumer progress) throws IOException {
        if (!Files.isRegularFile(json)) {
            differences.add(
                    Code.FILES,
                    file,
                    "",
                    "the folder has no " + file
                            + ", from whose events everything else is recomputed; put it there with candor export"
                            + " session ID --format json");
            return;
        }
        EventCheck check = new EventCheck(file, differences);
        Optional<SessionEvents> events = events(check, progress);
        if (events.isPresent()) {
            compareCsv(events.get(), isSpreadsheetSafe);
            facts.put("participant_id", JsonValue.of(events.get().facts().participantId()));
            facts.put("session_id", JsonValue.of(events.get().facts().sessionId()));
        }
        Optional<Choice> choice = header.text("scenario_id")
                .flatMap(id ->
                        new ScenarioChoice(scenarios, isOwnScenario, differences, notes).choose(id, file, folder));
        if (events.isPresent() && choice.isPresent()) {
            compareScore(events.get(), choice.get(), check);
        } else {
            notes.add("score and report were not recomputed, for the reasons above");
        }
    }

    private Optional<SessionEvents> events(EventCheck check, LongConsumer progress) throws IOException {
        try {
            BundleText text = BundleText.read(json);
            header = text.header();
            checks.add("every event: contract, session, participant, id, order");
            Optional<SessionEvents> events = check.check(text, progress);
            count = Optional.of((long) text.count());
            facts.put("events", JsonValue.of(text.count()));
            header.member("exported_at").ifPresent(value -> facts.put("exported_at", value));
            checkForm();
            return events;
        } catch (BrokenTextException e) {
            differences.add(Code.NOT_JSON, file, "", "the file must be one JSON object: " + e.sentence());
            return Optional.empty();
        }
    }

    private void checkForm() {
        checks.add("the members of the bundle and of its report, by their schemas");
        Map<String, JsonValue> members = new LinkedHashMap<>(header.members());
        // an array of events has lost its items; the schema wants one
        members.computeIfPresent(
                "events",
                (name, value) -> value instanceof JsonValue.ArrayValue && count.orElse(0L) > 0
                        ? JsonValue.of(List.of(new ObjectValue(Map.of())))
                        : value);
        SchemaCheck.check(file, "bundle", new ObjectValue(members), "", differences);
        header.member("report")
                .filter(ObjectValue.class::isInstance)
                .ifPresent(report -> SchemaCheck.check(file, "report", report, "/report", differences));
        header.text("exported_at")
                .filter(time -> !ExportOptions.isMoment(time))
                .ifPresent(time -> differences.add(
                        Code.FORM,
                        file,
                        "/exported_at",
                        "",
                        Differences.shown(time),
                        "the time of the export must be a date and time in UTC, such as 2026-11-20T10:00:00Z"));
    }

    private void compareCsv(SessionEvents events, boolean isSpreadsheetSafe) throws IOException {
        Path own = json.resolveSibling(BundleFiles.CSV);
        Optional<Path> table =
                csv.or(() -> Optional.of(own).filter(path -> folder.isPresent() && Files.isRegularFile(path)));
        if (table.isPresent()) {
            String name = String.valueOf(table.get().getFileName());
            List<String> columns = new CsvCheck(name, csv.isEmpty(), csv.isEmpty() && isSpreadsheetSafe, differences)
                    .compare(table.get(), events);
            checks.add(events.facts().count() + " rows of the CSV, cell by cell: " + String.join(",", columns));
        }
    }

    private void compareScore(SessionEvents events, Choice choice, EventCheck check) throws IOException {
        checks.add("score and report against the rubric, member by member");
        Scenario scenario = choice.scenario();
        Scoring scoring = scenario.scoring();
        Set<String> named = Set.copyOf(DifferenceExplainer.named(header.object("report")));
        Map<String, String> evidence = new HashMap<>();
        events.forEach(event -> {
            List<String> why = scoring.take(event).why();
            if (named.contains(event.id())) {
                evidence.put(
                        event.id(),
                        "a " + event.type() + " event with the outcome " + event.outcome() + " in " + event.phase()
                                + (why.isEmpty()
                                        ? ", which has nothing to do with the score"
                                        : ", of which the rubric says: " + String.join(" ", why)));
            }
        });
        Assessment assessment = scoring.assessment();
        score = assessment.score();
        notes.addAll(assessment.warnings());
        facts.put(
                "scenario",
                new ObjectValue(
                        Map.of("scenario_id", JsonValue.of(scenario.id()), "version", JsonValue.of(choice.version()))));
        facts.put(
                "warnings",
                JsonValue.of(assessment.warnings().stream().map(JsonValue::of).toList()));
        compareMembers(events, assessment, new DifferenceExplainer(assessment, header, check.claimed(), evidence));
        compareBytes(events, scenario);
    }

    private void compareMembers(SessionEvents events, Assessment assessment, DifferenceExplainer explainer) {
        Map<String, JsonValue> expected = new LinkedHashMap<>();
        expected.put("score", assessment.score());
        expected.put("report", assessment.report());
        expected.put("participant_id", JsonValue.of(events.facts().participantId()));
        expected.put("session_id", JsonValue.of(events.facts().sessionId()));
        JsonDiff diff = new JsonDiff(
                WORDING,
                false,
                (pointer, entry, ours, theirs) -> differences.add(
                        code(pointer), file, pointer, ours, theirs, explainer.why(pointer, entry, ours, theirs)));
        expected.forEach((name, value) -> diff.compare("/" + name, Optional.of(value), header.member(name)));
        if (diff.reworded() > 0) {
            notes.add(
                    "some sentences are worded otherwise than this version of Candor words them; wording is not proven");
        }
    }

    private static Code code(String pointer) {
        if (pointer.endsWith("/score_total") || pointer.endsWith("/status")) {
            return Code.SCORE;
        }
        return pointer.startsWith("/score") || pointer.startsWith("/report") ? Code.REPORT : Code.EVENTS;
    }

    /** Where a folder's JSON says what it should, it must say it in the bytes of an export. */
    private void compareBytes(SessionEvents events, Scenario scenario) throws IOException {
        if (folder.isEmpty()
                || differences.worstFirst().stream()
                        .anyMatch(found -> found.file().equals(file))) {
            return;
        }
        checks.add(file + " byte for byte");
        Assessment found = new Assessment(header.object("score"), header.object("report"), List.of(), List.of());
        MeasuredStream made = new MeasuredStream(OutputStream.nullOutputStream());
        BundleJson.write(
                events, scenario.id(), found, header.text("exported_at").orElse(""), made);
        if (!made.sha256().equals(MeasuredStream.of(json).sha256())) {
            differences.add(Code.FORM, file, "", "the file says what it should in other bytes than an export writes");
        }
    }
}
