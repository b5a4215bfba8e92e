package dev.candor.export.verify;

import dev.candor.export.verify.Differences.Code;
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

/**
 * Finds the scenario that a bundle is scored by: the one at hand, of which the bundle's copy with the same rules may have
 * other words; if so asked, or when none is at hand, the copy.
 */
final class ScenarioChoice {
    /** What people read of a scenario, by which nothing is scored. */
    private static final Set<String> WORDING =
            Set.of("name", "title", "description", "label", "why", "why_success", "why_fail", "version");

    private static final String SAME_RULES = "the same rules";

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
     * The scenario of that id; empty, and told, when there is none.
     *
     * @param file that names it
     * @param folder of the bundle, if it is one
     */
    Optional<Scenario> choose(String id, String file, Optional<Path> folder) {
        Optional<Scenario> copy = folder.flatMap(path -> copy(path, id, file));
        Optional<Scenario> atHand = atHand(id, file, folder.isPresent());
        String relation = copy.flatMap(own -> atHand.map(scenario -> relation(scenario, own)))
                .orElse("not at hand");
        String told = "the scenario " + Differences.shown(id) + " is " + relation;
        if (copy.isPresent() && (isOwn || atHand.isEmpty())) {
            notes.add(told + "; score and report were recomputed with the copy in the bundle, so that a rubric that was"
                    + " changed together with the score is not noticed");
        } else if (relation.startsWith("worded")) {
            notes.add(told);
        }
        boolean isOfCopy = isOwn || atHand.isEmpty() || relation.contains(SAME_RULES);
        return isOfCopy ? copy : atHand;
    }

    private Optional<Scenario> copy(Path folder, String id, String file) {
        try {
            Scenario copy = new ScenarioReader().read(folder);
            if (copy.id().equals(id)) {
                return Optional.of(copy);
            }
            String why = "the bundle has a copy of another scenario than it names";
            String expected = Differences.shown(copy.id());
            differences.add(Code.SCENARIO, file, "/scenario_id", expected, Differences.shown(id), why);
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
        String why = "score and report cannot be recomputed by it: " + e.sentence();
        differences.add(Code.SCENARIO, file, "/scenario_id", why);
    }

    /** How the scenario at hand stands to the copy. That its rules are others is told, unless only the copy counts. */
    private String relation(Scenario atHand, Scenario copy) {
        String versions = "(version " + Differences.shown(atHand.version()) + ", in the bundle "
                + Differences.shown(copy.version()) + ")";
        String why = "the bundle's copy of the scenario has other rules than the one at hand " + versions
                + ", by which score and report were recomputed; if the scenario has changed since,"
                + " --own-scenario recomputes by the copy";
        Differences others = isOwn ? new Differences() : differences;
        long before = others.count();
        long reworded = 0;
        for (Map.Entry<String, ScenarioFile> file : atHand.files().entrySet()) {
            JsonDiff diff = new JsonDiff(
                    WORDING,
                    true,
                    (pointer, entry, expected, found) ->
                            others.add(Code.SCENARIO, file.getKey(), pointer, expected, found, why));
            Optional<ScenarioFile> copied = Optional.ofNullable(copy.files().get(file.getKey()));
            diff.compare("", Optional.of(file.getValue().json()), copied.map(ScenarioFile::json));
            reworded += diff.reworded();
        }
        String how = reworded > 0
                ? "worded otherwise at hand, with " + SAME_RULES + " " + versions
                : "at hand with " + SAME_RULES;
        return others.count() > before ? "at hand with other rules " + versions : how;
    }
}
