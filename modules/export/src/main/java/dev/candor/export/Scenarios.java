package dev.candor.export;

import dev.candor.export.internal.score.Scenario;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The scenarios at hand: each a folder named by its id, in one of several folders. */
public final class Scenarios {
    private final List<Path> folders;

    /**
     * The scenarios in some folders.
     *
     * @param folders the first that has a scenario wins
     */
    public Scenarios(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * The scenario of that id.
     *
     * @throws ToolException {@code scenario-unknown}, {@code scenario-invalid}
     */
    public Scenario named(String id) throws ToolException {
        return Optional.<Scenario>empty()
                .orElseThrow(() -> new ToolException(
                        Kind.NOT_FOUND, "scenario-unknown", "there is no scenario " + id + " in " + folders));
    }

    /**
     * The one scenario that knows all of these words.
     *
     * @throws ToolException {@code scenario-unclear}: none does, or several do
     */
    public Scenario fitting(SortedSet<String> phases, SortedSet<String> types) throws ToolException {
        return Optional.<Scenario>empty()
                .orElseThrow(() -> new ToolException(
                        Kind.REFUSED,
                        "scenario-unclear",
                        "no scenario in " + folders + " has " + phases + " and " + types));
    }

    /** All of them, by id; the sentence why, for one that cannot be used. */
    public SortedMap<String, String> problems() {
        return new TreeMap<>();
    }
}
