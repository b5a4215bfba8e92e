package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.RealPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The directives of a user and of projects, found as {@code run_with_telemetry} finds them: first in the project's
 * {@code .ai/directives}, then in the user path's {@code directives}. Reading one is no run, so the user path is looked
 * into also where nothing may be run. Safe for concurrent use.
 */
public final class Directives {
    private final UserPath userPath;
    private final Path home;
    private final RunPolicy policy;

    /**
     * The directives of one user.
     *
     * @param environment whose {@code HOME} is what a leading {@code ~} means
     * @param policy which projects may be looked into
     */
    public Directives(UserPath userPath, Map<String, String> environment, RunPolicy policy) {
        this.userPath = userPath;
        this.home = RunFolders.home(environment);
        this.policy = policy;
    }

    /** Whether a folder is there and its directives may be looked at. */
    public boolean mayLookInto(Path project) {
        Path real = RealPath.of(project);
        return policy.allows(real) && Files.isDirectory(real);
    }

    /**
     * The directive of that name; empty when neither place has one.
     *
     * @param name {@code name} or {@code category/name}, each optionally with {@code @version}
     * @param project an absolute path, or one with a leading {@code ~}; empty for the user path alone
     * @throws ToolException when the project may not be looked into ({@code run-not-allowed}, {@code root-not-allowed},
     *     {@code project-path-invalid}, {@code project-not-found}), when the name is none ({@code item-id-invalid}), or
     *     when there is one that may not be used ({@code item-ambiguous}, {@code version-mismatch},
     *     {@code item-outside}, {@code item-not-regular}, {@code item-too-large}, {@code item-unreadable},
     *     {@code item-changed})
     */
    public Optional<Directive> find(String name, Optional<String> project) throws ToolException {
        ItemReference reference = ItemReference.parse(ItemType.DIRECTIVE, name);
        RunFolders folders = folders(project);
        try {
            ItemFile file = ItemFinder.find(
                            ItemType.DIRECTIVE, reference, folders.places(ItemType.DIRECTIVE), () -> false)
                    .file();
            return Optional.of(new Directive(file.path(), file.text()));
        } catch (ToolException e) {
            if (e.code().equals(ItemFinder.NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private RunFolders folders(Optional<String> project) throws ToolException {
        return project.isPresent()
                ? RunFolders.of(policy, project, userPath.folder(), home)
                : new RunFolders(Optional.empty(), RealPath.of(userPath.folder()));
    }
}
