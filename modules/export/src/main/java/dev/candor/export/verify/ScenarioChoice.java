package dev.candor.export.verify;

import dev.candor.foundation.capability.ToolException;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.ScenarioFile;
import dev.candor.sessions.score.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the scenario that a bundle is scored by: the one at hand, else, or if so asked, the bundle's own copy. */
final class ScenarioChoice {
    /** What people read of a scenario, by which nothing is scored. */
    private static final Set<String> WORDING =
            Set.of("name", "title", "description", "label", "why", "why_success", "why_fail", "version");

    private final ScenarioFolders scenarios;
    private final boolean isOwn;
    private final Differences differences;
    private final List<String> notes;

    ScenarioChoice(ScenarioFolders scenarios, boolean isOwn, Differences differences, List<String> notes) {
        this.scenarios = scenarios;
        this.isOwn = isOwn;
        this.differences = differences;
        this.notes = notes;
    }

    /**
     * What was found.
     *
     * @param scenario to score by
     * @param version of the copy in the bundle, where there is one
     */
    record Choice(Scenario scenario, String version) {}

    /**
     * The scenario of that id; empty, and told, when there is none.
     *
     * @param file that names it
     * @param folder of the bundle, if it is one
     */
    Optional<Choice> choose(String id, String file, Optional<Path> folder) {
        Optional<Scenario> copy = folder.flatMap(path -> copy(path, id, file));
        Optional<Scenario> atHand = atHand(id, file, folder.isPresent());
        Optional<String> relation = copy.flatMap(own -> atHand.map(scenario -> relation(scenario, own)));
        if (isOwn || atHand.isEmpty()) {
            copy.ifPresent(own -> notes.add("the scenario " + Differences.shown(id) + " is "
                    + relation.orElse("not at hand")
                    + "; score and report were recomputed with the copy in the bundle, so"
                    + " that a rubric that was changed together with the score is not noticed"));
            return copy.map(own -> new Choice(own, own.version()));
        }
        relation.filter(how -> how.startsWith("worded"))
                .ifPresent(how -> notes.add("the scenario " + Differences.shown(id) + " is " + how));
        return atHand.map(scenario -> new Choice(scenario, copy.orElse(scenario).version()));
    }

    private Optional<Scenario> copy(Path folder, String id, String file) {
        try {
            Scenario copy = new ScenarioReader().read(folder);
            if (copy.id().equals(id)) {
                return Optional.of(copy);
            }
            differences.add(
                    Code.SCENARIO,
                    file,
                    "/scenario_id",
                    Differences.shown(copy.id()),
                    Differences.shown(id),
                    "the bundle has a copy of another scenario than it names");
        } catch (ToolException e) {
            refused(file, e);
        }
        return Optional.empty();
    }

    private Optional<Scenario> atHand(String id, String file, boolean isCopied) {
        try {
            return Optional.of(scenarios.named(id));
        } catch (ToolException e) {
            if (!isOwn && !(isCopied && e.code().equals("scenario-unknown"))) {
                refused(file, e);
            }
            return Optional.empty();
        }
    }

    private void refused(String file, ToolException e) {
        differences.add(
                Code.SCENARIO, file, "/scenario_id", "score and report cannot be recomputed by it: " + e.sentence());
    }

    /** How the scenario at hand stands to the copy. That its rules are others is told, unless only the copy counts. */
    private String relation(Scenario atHand, Scenario copy) {
        String versions = "(version " + Differences.shown(atHand.version()) + ", in the bundle "
                + Differences.shown(copy.version()) + ")";
        long[] others = {0};
        long reworded = 0;
        for (Map.Entry<String, ScenarioFile> file : atHand.files().entrySet()) {
            JsonDiff diff = new JsonDiff(WORDING, true, (pointer, entry, expected, found) -> {
                others[0]++;
                if (!isOwn) {
                    differences.add(
                            Code.SCENARIO,
                            file.getKey(),
                            pointer,
                            expected,
                            found,
                            "the bundle's copy of the scenario has other rules than the one at hand " + versions
                                    + ", by which score and report were recomputed; if the scenario has changed since,"
                                    + " --own-scenario recomputes by the copy");
                }
            });
            diff.compare(
                    "",
                    Optional.of(file.getValue().json()),
                    Optional.ofNullable(copy.files().get(file.getKey())).map(ScenarioFile::json));
            reworded += diff.reworded();
        }
        return others[0] > 0
                ? "at hand with other rules " + versions
                : reworded > 0
                        ? "worded otherwise at hand, with the same rules " + versions
                        : "at hand with the same rules";
    }
}
