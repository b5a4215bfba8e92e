package dev.candor.app.cli;

import dev.candor.foundation.files.RealPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The projects that items may be run of, as a flag names them. */
final class RunRoots {
    static final String FLAG = "--run-roots";

    private RunRoots() {}

    /**
     * Their real paths; none when the flag is not given.
     *
     * @throws UsageException when it is given and names no folder, so that an empty variable does not allow everything
     */
    static List<Path> named(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<Path> roots = new ArrayList<>();
        if (!arguments.has(FLAG)) {
            return roots;
        }
        for (String root : arguments.text(FLAG, "").split(",", -1)) {
            Path path = surroundings.path(root);
            if (root.isEmpty() || !Files.isDirectory(path)) {
                throw new UsageException(
                        "the flag " + FLAG + " needs folders, separated by commas, found '" + root + "'");
            }
            roots.add(RealPath.of(path));
        }
        return roots;
    }
}
