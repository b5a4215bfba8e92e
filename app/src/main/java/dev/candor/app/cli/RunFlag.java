package dev.candor.app.cli;

import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import dev.candor.items.file.RunPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code --run none|anywhere|DIR,…}: the items that a door may run, and change the files of; older flags say it too. */
final class RunFlag {
    static final Flag RUN =
            Flag.optional("--run", "WHERE", "run and change items: none, anywhere, or of these projects: DIR,DIR…");
    private static final Flag LIST = Flag.optional("--run-roots", "DIRS", "older spelling of --run DIR,DIR…");
    private static final Flag ONE = Flag.repeatable("--run-root", Flag.DIR, "one such folder");
    private static final String NONE = "none";
    private static final String ANYWHERE = "anywhere";

    private RunFlag() {}

    /** Whether older flags name folders. */
    static boolean namesRoots(Arguments arguments) {
        return arguments.has(LIST.name()) || arguments.has(ONE.name());
    }

    /** The flags of a verb whose older flag for all or nothing is that one. */
    static List<Flag> flags(Flag older) {
        return List.of(RUN, older, LIST, ONE);
    }

    /**
     * What the flags say; empty when they say nothing.
     *
     * @param older the older flag for all or nothing, which means {@code olderMeans}
     * @throws UsageException when two of them contradict each other, or one names no folder, so that an empty variable
     *     does not allow everything
     */
    static Optional<RunPolicy> policy(Arguments arguments, Surroundings surroundings, Flag older, RunPolicy olderMeans)
            throws UsageException {
        arguments.mustNotBeEmpty(RUN.name(), LIST.name(), ONE.name());
        List<Path> roots = roots(arguments, surroundings);
        Optional<String> where = arguments.text(RUN.name());
        boolean isOlder = arguments.has(older.name());
        if (where.isPresent() && (isOlder || !roots.isEmpty())) {
            throw new UsageException("the flag " + RUN.name() + " says it all; omit "
                    + (isOlder ? older.name() : LIST.name() + " and " + ONE.name()));
        }
        if (where.isPresent()) {
            return Optional.of(named(where.get(), surroundings));
        }
        if (isOlder && olderMeans.equals(RunPolicy.off()) && !roots.isEmpty()) {
            throw new UsageException("the flag " + older.name() + " runs nothing, so there is no use for " + LIST.name()
                    + "; give one of them");
        }
        if (!roots.isEmpty()) {
            return Optional.of(RunPolicy.within(roots));
        }
        return isOlder ? Optional.of(olderMeans) : Optional.empty();
    }

    private static RunPolicy named(String where, Surroundings surroundings) throws UsageException {
        return switch (where) {
            case NONE -> RunPolicy.off();
            case ANYWHERE -> RunPolicy.anywhere();
            default -> {
                List<Path> roots = new ArrayList<>();
                for (String root : where.split(",", -1)) {
                    roots.add(folder(
                            RUN.name() + " needs none, anywhere, or folders separated by commas", root, surroundings));
                }
                yield RunPolicy.within(roots);
            }
        };
    }

    private static List<Path> roots(Arguments arguments, Surroundings surroundings) throws UsageException {
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
}
