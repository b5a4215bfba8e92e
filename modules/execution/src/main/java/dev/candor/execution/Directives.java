package dev.candor.execution;

import dev.candor.config.UserPath;
import dev.candor.execution.internal.DirectiveSearch;
import dev.candor.foundation.capability.ToolException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The directives of a user and of projects, found as {@code run_with_telemetry} finds them: first in the project's
 * {@code .ai/directives}, then in the user path's {@code directives}. Reading one is no run, so the user path is looked
 * into also where nothing may be run. Safe for concurrent use.
 */
public final class Directives {
    private final DirectiveSearch search;

    /**
     * The directives of one user.
     *
     * @param environment whose {@code HOME} is what a leading {@code ~} means
     * @param policy which projects may be looked into
     */
    public Directives(UserPath userPath, Map<String, String> environment, RunPolicy policy) {
        this.search = new DirectiveSearch(userPath, environment, policy);
    }

    /** Whether a folder is there and its directives may be looked at. */
    public boolean mayLookInto(Path project) {
        return search.mayLookInto(project);
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
        return search.find(name, project);
    }
}
