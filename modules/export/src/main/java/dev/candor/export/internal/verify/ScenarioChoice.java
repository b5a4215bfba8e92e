package dev.candor.export.internal.verify;

import dev.candor.export.Scenarios;
import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.ScenarioFile;
import dev.candor.export.internal.score.ScenarioReader;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds the scenario that a bundle is recomputed with: the one at hand, else, or if so asked, the bundle's own copy. */
final class ScenarioChoice {
    private final Scenarios scenarios;
    private final boolean isOwn;
    private final Differences differences;
    private final List<String> notes;

    ScenarioChoice(Scenarios scenarios, boolean isOwn, Differences differences, List<String> notes) {
        this.scenarios = scenarios;
        this.isOwn = isOwn;
        this.differences = differences;
        this.notes = notes;
    }

    /**
     * The scenario of that id; empty, and told, when there is none.
     *
     * @param file that names it
     * @param folder of the bundle, if it is one
     */
    Optional<Scenario> choose(String id, String file, Optional<Path> folder) throws IOException {
        if (isOwn && folder.isPresent()) {
            return copy(id, file, folder.get(), this::atHand);
        }
        try {
            Scenario scenario = scenarios.named(id);
            if (folder.isPresent()) {
                compare(scenario, folder.get());
            }
            return Optional.of(scenario);
        } catch (ToolException e) {
            if (e.code().equals("scenario-unknown") && folder.isPresent()) {
                return copy(id, file, folder.get(), copy -> "is not at hand");
            }
            refused(e, file);
            return Optional.empty();
        }
    }

    /** How the copy in a bundle stands to the scenario at hand. */
    private String atHand(Scenario copy) {
        try {
            Scenario scenario = scenarios.named(copy.id());
            return texts(scenario).equals(texts(copy))
                    ? "is at hand with the same files"
                    : "is at hand with other files (version " + Differences.shown(scenario.version())
                            + ", in the bundle " + Differences.shown(copy.version()) + ")";
        } catch (ToolException e) {
            return e.code().equals("scenario-unknown") ? "is not at hand" : "at hand cannot be used";
        }
    }

    /** The files are valid UTF-8, so that equal texts are equal bytes. */
    private static List<String> texts(Scenario scenario) {
        return scenario.files().values().stream()
                .map(file -> new String(file.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private Optional<Scenario> copy(String id, String file, Path folder, Function<Scenario, String> atHand) {
        try {
            Scenario scenario = new ScenarioReader().read(folder);
            if (!scenario.id().equals(id)) {
                differences.add(
                        Code.SCENARIO_UNKNOWN,
                        file,
                        "/scenario_id",
                        Differences.shown(scenario.id()),
                        Differences.shown(id),
                        "score and report cannot be recomputed: the bundle has a copy of another scenario"
                                + (isOwn ? "" : ", and there is none of that id at hand"));
                return Optional.empty();
            }
            notes.add("the scenario " + Differences.shown(id) + " " + atHand.apply(scenario)
                    + "; score and report were recomputed with the copy in the bundle, so that a rubric that was"
                    + " changed together with the score is not noticed");
            return Optional.of(scenario);
        } catch (ToolException e) {
            refused(e, file);
            return Optional.empty();
        }
    }

    private void refused(ToolException e, String file) {
        Code code = e.code().equals("scenario-unknown") ? Code.SCENARIO_UNKNOWN : Code.SCENARIO_INVALID;
        differences.add(code, file, "/scenario_id", "score and report cannot be recomputed: " + e.sentence());
    }

    private void compare(Scenario scenario, Path folder) throws IOException {
        String sentence = another(scenario, folder);
        for (Map.Entry<String, ScenarioFile> expected : scenario.files().entrySet()) {
            String name = expected.getKey();
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                differences.add(
                        Code.FILE_MISSING,
                        name,
                        "",
                        "the bundle has no copy of it, so that it cannot be recomputed from itself alone");
                continue;
            }
            Optional<byte[]> found = SmallFile.read(name, file, differences);
            if (found.isPresent() && !Arrays.equals(expected.getValue().bytes(), found.get())) {
                differ(name, expected.getValue().bytes(), found.get(), sentence);
            }
        }
    }

    private void differ(String name, byte[] expected, byte[] found, String sentence) {
        Optional<ObjectValue> copy = SmallFile.object(name, found, differences);
        if (copy.isEmpty()) {
            return;
        }
        Optional<JsonValue> original =
                SmallFile.object(name, expected, differences).map(object -> object);
        Optional<JsonValue> other = Optional.of(copy.get());
        if (Json.isSame(original, other)) {
            differences.add(
                    Code.SCENARIO_DIFFERS, name, "", "the copy says the same as the scenario at hand, in other bytes");
        }
        Trees.compare(
                "",
                original,
                other,
                (pointer, ours, theirs) ->
                        differences.add(Code.SCENARIO_DIFFERS, name, pointer, ours, theirs, sentence));
    }

    private static String another(Scenario scenario, Path folder) {
        String copied;
        try {
            copied = "of version "
                    + Differences.shown(new ScenarioReader().read(folder).version());
        } catch (ToolException e) {
            copied = "which cannot be used";
        }
        return "the bundle's copy of the scenario, " + copied + ", differs from the one at hand, of version "
                + Differences.shown(scenario.version())
                + ", by which score and report were recomputed; if the scenario has"
                + " changed since, --own-scenario recomputes by the copy";
    }
}
