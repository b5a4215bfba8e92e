package dev.candor.export.internal.verify;

import dev.candor.export.Scenarios;
import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.ScenarioFile;
import dev.candor.export.internal.score.ScenarioReader;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the scenario that a bundle is recomputed with: the one at hand, else the bundle's own copy. */
final class ScenarioChoice {
    private static final String ANOTHER =
            "; score and report were recomputed with the scenario at hand. Either the copy"
                    + " was changed, or the scenario has changed since: --scenarios names a folder with another version of it";

    private final Scenarios scenarios;
    private final Differences differences;
    private final List<String> notes;

    ScenarioChoice(Scenarios scenarios, Differences differences, List<String> notes) {
        this.scenarios = scenarios;
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
        try {
            Scenario scenario = scenarios.named(id);
            if (folder.isPresent()) {
                compare(scenario, folder.get());
            }
            return Optional.of(scenario);
        } catch (ToolException e) {
            if (e.code().equals("scenario-unknown") && folder.isPresent()) {
                return copy(id, file, folder.get());
            }
            refused(e, file);
            return Optional.empty();
        }
    }

    private Optional<Scenario> copy(String id, String file, Path folder) {
        try {
            Scenario scenario = new ScenarioReader().read(folder);
            if (!scenario.id().equals(id)) {
                differences.add(
                        Code.SCENARIO_UNKNOWN,
                        file,
                        "/scenario_id",
                        Differences.shown(scenario.id()),
                        Differences.shown(id),
                        "score and report cannot be recomputed: there is no such scenario at hand, and the bundle has a copy"
                                + " of another one");
                return Optional.empty();
            }
            notes.add("the scenario " + Differences.shown(id)
                    + " is not at hand; the copy in the bundle stood in for it, so"
                    + " that a rubric that was changed together with the score is not noticed");
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
            byte[] found = SmallFile.read(file);
            if (!Arrays.equals(expected.getValue().bytes(), found)) {
                differ(name, expected.getValue().bytes(), found);
            }
        }
    }

    private void differ(String name, byte[] expected, byte[] found) {
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
                (pointer, ours, theirs) -> differences.add(
                        Code.SCENARIO_DIFFERS,
                        name,
                        pointer,
                        ours,
                        theirs,
                        "the copy differs from the scenario at hand" + ANOTHER));
    }
}
