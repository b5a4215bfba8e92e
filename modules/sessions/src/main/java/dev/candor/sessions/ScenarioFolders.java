package dev.candor.sessions;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Reasons;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.ScenarioReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The scenarios at hand: each a folder named by its id, in one of several folders. Every call reads the files anew; who
 * asks for many takes a {@link #catalog()}. Safe for concurrent calls.
 */
public final class ScenarioFolders {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final int MAX_SCENARIOS = 1000;

    private final List<Path> folders;

    /**
     * The scenarios in some folders.
     *
     * @param folders the first that has a scenario wins; one that is not there has none
     */
    public ScenarioFolders(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * The scenario of that id.
     *
     * @throws ToolException {@code scenario-unknown}, {@code scenario-invalid}
     */
    public Scenario named(String id) throws ToolException {
        for (Path folder : ID.matcher(id).matches() ? folders : List.<Path>of()) {
            if (isScenario(folder.resolve(id))) {
                return read(folder.resolve(id), new ScenarioReader());
            }
        }
        return catalog().named(id);
    }

    /**
     * The one scenario that knows all of these words.
     *
     * @throws ToolException {@code scenario-unclear}: none does, or several do
     */
    public Scenario fitting(SortedSet<String> phases, SortedSet<String> types) throws ToolException {
        return catalog().fitting(phases, types);
    }

    /** The sentence why, for each that cannot be used, by id. */
    public SortedMap<String, String> problems() throws ToolException {
        return catalog().problems();
    }

    /**
     * All of them as they are now.
     *
     * @throws ToolException {@code scenarios-unreadable}: a folder cannot be listed, or there are more than {@value #MAX_SCENARIOS}
     */
    public ScenarioCatalog catalog() throws ToolException {
        SortedMap<String, Scenario> scenarios = new TreeMap<>();
        SortedMap<String, String> problems = new TreeMap<>();
        ScenarioReader reader = new ScenarioReader();
        places().forEach((id, place) -> {
            try {
                scenarios.put(id, read(place, reader));
            } catch (ToolException e) {
                problems.put(id, e.sentence());
            }
        });
        return new ScenarioCatalog(folders, scenarios, problems);
    }

    /** Whether a folder has nothing that could be a scenario, usable or not. */
    public static boolean isEmpty(Path folder) {
        try {
            return entries(folder).isEmpty();
        } catch (ToolException unreadable) {
            // told when a scenario is looked for
            return false;
        }
    }

    private SortedMap<String, Path> places() throws ToolException {
        SortedMap<String, Path> places = new TreeMap<>();
        for (Path folder : folders) {
            for (Path entry : entries(folder)) {
                places.putIfAbsent(entry.getFileName().toString(), entry);
            }
        }
        if (places.size() > MAX_SCENARIOS) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    "scenarios-unreadable",
                    "There may be at most " + MAX_SCENARIOS + " scenarios, found " + places.size() + " in "
                            + folders.stream().map(Path::toString).collect(Collectors.joining(", "))
                            + "; move some away.");
        }
        return places;
    }

    private static List<Path> entries(Path folder) throws ToolException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ScenarioFolders::isScenario)) {
            found.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException nothingHere) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    "scenarios-unreadable",
                    "The folder of scenarios " + folder + " cannot be read: " + Reasons.of(e) + ".");
        }
        return entries;
    }

    private static boolean isScenario(Path place) {
        return Files.exists(place.resolve(Scenario.SCENARIO_FILE));
    }

    private static Scenario read(Path place, ScenarioReader reader) throws ToolException {
        String name = place.getFileName().toString();
        if (!ID.matcher(name).matches()) {
            throw new ToolException(
                    Kind.REFUSED,
                    "scenario-invalid",
                    "The folder of the scenario in " + place
                            + " must be named by its id: up to 100 letters, digits, '.',"
                            + " '_' and '-', not '.' first.");
        }
        Scenario scenario = reader.read(place);
        if (!scenario.id().equals(name)) {
            throw new ToolException(
                    Kind.REFUSED,
                    "scenario-invalid",
                    "The scenario in " + place + " must have the scenario_id " + name + " like its folder, found "
                            + scenario.id() + ".");
        }
        return scenario;
    }
}
