package dev.candor.app.cli;

import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The projects that items may be run of, as a flag names them. */
final class RunRoots {
    static final Flag LIST =
            Flag.optional("--run-roots", "DIRS", "run and change items of these projects only, separated by commas");
    static final Flag ONE = Flag.repeatable("--run-root", Flag.DIR, "one of them; may be given several times");

    private RunRoots() {}

    /**
     * Their real paths; none when no flag is given.
     *
     * @throws UsageException when one is given and names no folder, so that an empty variable does not allow everything
     */
    static List<Path> named(Arguments arguments, Surroundings surroundings) throws UsageException {
        arguments.mustNotBeEmpty(LIST.name(), ONE.name());
        List<Path> roots = new ArrayList<>();
        if (arguments.has(LIST.name())) {
            for (String root : arguments.text(LIST.name(), "").split(",", -1)) {
                roots.add(folder(LIST.name() + " needs folders, separated by commas", root, surroundings));
            }
        }
        for (String root : arguments.texts(ONE.name())) {
            roots.add(folder(ONE.name() + " needs a folder", root, surroundings));
        }
        return roots;
    }

    private static Path folder(String needed, String root, Surroundings surroundings) throws UsageException {
        Path path = surroundings.path(root);
        if (root.isEmpty() || !Files.isDirectory(path)) {
            throw new UsageException("the flag " + needed + ", found "
                    + (root.isEmpty() ? "an empty name" : Reasons.found(path) + " at '" + root + "'"));
        }
        return RealPath.of(path);
    }

    /** Whether a flag names some. */
    static boolean areIn(Arguments arguments) {
        return arguments.has(LIST.name()) || arguments.has(ONE.name());
    }
}
