package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run looks and works.
 *
 * @param project real; absent when the caller named none
 * @param userPath real, as far as it exists
 */
public record RunFolders(Optional<Path> project, Path userPath) {
    private static final int MAX_LINE = 500;

    /**
     * Checks the project that a caller names, before anything in it is read.
     *
     * @param home what a leading {@code ~} means
     * @throws ToolException {@code run-not-allowed}, {@code root-not-allowed}, {@code project-path-invalid},
     *     {@code project-not-found}
     */
    public static RunFolders of(RunPolicy policy, Optional<String> projectPath, Path userPath, Path home)
            throws ToolException {
        if (!policy.enabled()) {
            throw new ToolException(
                    ToolException.Kind.REFUSED,
                    "run-not-allowed",
                    "Running items is off here. To allow it, start the server with candor serve --allow-run --run-roots DIR,"
                            + " or set server.allow_run: true in config.yaml.");
        }
        Path user = RealPath.of(userPath);
        if (projectPath.isEmpty()) {
            return new RunFolders(Optional.empty(), user);
        }
        Path named = absolute(projectPath.get(), home)
                .orElseThrow(() -> new ToolException(
                        ToolException.Kind.INVALID_ARGUMENTS,
                        "project-path-invalid",
                        "project_path must be an absolute path, or begin with ~/."));
        // of a path outside of the roots not even its existence is told
        mustBeAllowed(policy, RealPath.of(named), projectPath.get());
        try {
            Path real = named.toRealPath();
            mustBeAllowed(policy, real, projectPath.get());
            if (Files.isDirectory(real)) {
                return new RunFolders(Optional.of(real), user);
            }
        } catch (NoSuchFileException missing) {
            throw notFound(named);
        } catch (IOException e) {
            throw new ToolException(
                    ToolException.Kind.UNAVAILABLE,
                    "project-not-found",
                    "The folder " + named + " cannot be used: " + Reasons.of(e) + ".");
        }
        throw notFound(named);
    }

    /** What a leading {@code ~} means. */
    public static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                .toAbsolutePath();
    }

    /** The path that somebody wrote; empty for none that is absolute or begins with {@code ~}. */
    static Optional<Path> absolute(String written, Path home) {
        try {
            Path path = written.equals("~") || written.startsWith("~/")
                    ? home.resolve(written.substring(Math.min(2, written.length())))
                    : Path.of(written);
            return Optional.of(path).filter(Path::isAbsolute);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /** What is told is what the caller wrote: where that leads is told of allowed places only. */
    private static void mustBeAllowed(RunPolicy policy, Path real, String written) throws ToolException {
        if (!policy.allows(real)) {
            throw new ToolException(
                    ToolException.Kind.REFUSED,
                    "root-not-allowed",
                    "project_path must lie in one of the folders that runs are allowed in ("
                            + policy.namedRoots()
                            + "), and " + Wording.line(written, MAX_LINE)
                            + " does not. To allow it, start the server with --run-roots DIR.");
        }
    }

    private static ToolException notFound(Path project) {
        return new ToolException(
                ToolException.Kind.NOT_FOUND, "project-not-found", "There is no folder " + project + ".");
    }

    /** Where items of a kind may be, in the order of asking. */
    public List<ItemRoot.Place> places(ItemType type) {
        List<ItemRoot.Place> places = new ArrayList<>();
        project.ifPresent(folder ->
                places.add(new ItemRoot.Place(folder, folder.resolve(".ai").resolve(FileNames.folder(type)))));
        Path own = userPath.resolve(FileNames.folder(type));
        // the items of a project that is the home folder are those of the user path
        if (places.stream().noneMatch(place -> place.folder().equals(own))) {
            places.add(new ItemRoot.Place(userPath, own));
        }
        return places;
    }

    /** Where a tool works: in the project, else beside its own file. */
    public Path workFolder(ItemFile file) {
        return project.orElseGet(file::folder);
    }
}
