package dev.candor.execution.internal;

import dev.candor.config.UserPath;
import dev.candor.execution.Directive;
import dev.candor.execution.RunPolicy;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Looks for directives by name. */
public final class DirectiveSearch {
    private final UserPath userPath;
    private final Path home;
    private final RunPolicy policy;

    /** See {@code Directives}. */
    public DirectiveSearch(UserPath userPath, Map<String, String> environment, RunPolicy policy) {
        this.userPath = userPath;
        this.home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                .toAbsolutePath();
        this.policy = policy;
    }

    /** See {@code Directive}. */
    public static String filled(String text, ObjectValue inputs) throws ToolException {
        return DirectiveText.filled(text, inputs);
    }

    /** See {@code Directives}. */
    public boolean mayLookInto(Path project) {
        Path real = RealPath.of(project);
        return policy.allows(real) && Files.isDirectory(real);
    }

    /** See {@code Directives}. */
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
