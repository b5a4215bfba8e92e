package dev.candor.items.file;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who may run what: which projects' items may be run at all.
 *
 * @param enabled whether any item may be run
 * @param anyRoot whether every project will do
 * @param roots else a project must be one of these folders or lie in one; real paths
 */
public record RunPolicy(boolean enabled, boolean anyRoot, List<Path> roots) {
    public RunPolicy {
        roots = List.copyOf(roots);
        for (Path root : roots) {
            if (!root.isAbsolute() || !root.equals(root.normalize())) {
                throw new IllegalArgumentException("a root must be a real path, found " + root);
            }
        }
    }

    /** Every project: for whoever sits at the command line anyway. */
    public static RunPolicy anywhere() {
        return new RunPolicy(true, true, List.of());
    }

    /** Projects in these folders, and the items of the user path; real paths. */
    public static RunPolicy within(List<Path> roots) {
        return new RunPolicy(true, false, roots);
    }

    /** Nothing. */
    public static RunPolicy off() {
        return new RunPolicy(false, false, List.of());
    }

    /** Whether a project's items may be run. */
    public boolean allows(Path realProject) {
        return enabled && (anyRoot || roots.stream().anyMatch(realProject::startsWith));
    }

    /** Its folders, as a sentence has them. */
    String namedRoots() {
        return roots.isEmpty()
                ? "there are none"
                : roots.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
