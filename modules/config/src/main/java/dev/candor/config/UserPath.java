package dev.candor.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that holds what belongs to one user: {@code $USER_PATH}, else {@code $USER_SPACE}, else {@code ~/.ai}.
 * What lies where in it is told in {@code docs/file-formats.md}.
 *
 * @param folder absolute
 */
public record UserPath(Path folder) {
    public UserPath {
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException("the user path must be absolute, found " + folder);
        }
    }

    /** The user path that the environment names; a variable that is empty is taken as not set. */
    public static UserPath of(Map<String, String> environment) {
        String written = variable(environment, "USER_PATH")
                .or(() -> variable(environment, "USER_SPACE"))
                .orElse("~/.ai");
        return new UserPath(expanded(written, environment).toAbsolutePath().normalize());
    }

    /** A path as a user writes it: a leading {@code ~} is the home folder. Without a {@code HOME} it is the root. */
    static Path expanded(String written, Map<String, String> environment) {
        Path home = Path.of(variable(environment, "HOME").orElse("/"));
        if (written.equals("~")) {
            return home;
        }
        return written.startsWith("~/") ? home.resolve(written.substring(2)) : Path.of(written);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The switch and the settings; people edit it too. */
    public Path config() {
        return folder.resolve("config.yaml");
    }

    /** The statistics of all items, shared with other programs. */
    public Path aggregates() {
        return folder.resolve("telemetry.yaml");
    }

    /** Whoever changes {@link #aggregates} holds {@code flock(2)} on this file. */
    public Path aggregatesLock() {
        return folder.resolve("telemetry.lock");
    }

    /** What is Candor's own: logs, token, notes. */
    public Path own() {
        return folder.resolve("telemetry");
    }

    /** Which format the files are in, where it is not the first; see {@link UserPathFormat}. */
    public Path format() {
        return own().resolve("format");
    }

    /** The bearer token of the local server. */
    public Path token() {
        return own().resolve("token");
    }

    /** The log of a contract's rows. */
    public Path log(String contract) {
        return own().resolve("logs").resolve(contract);
    }

    /** The rows that were refused. */
    public Path quarantine() {
        return own().resolve("quarantine");
    }

    /** The user's own scenarios, a folder each. */
    public Path scenarios() {
        return folder.resolve("scenarios");
    }

    /** The bundles that were asked for without saying where to. */
    public Path exports() {
        return folder.resolve("exports");
    }

    /** What does not fit in memory for a while; nothing stays in it. */
    public Path scratch() {
        return own().resolve("scratch");
    }

    /** Where hooks meet the process that takes what they are handed: two locks and, while it runs, a named pipe, and their counts. */
    public Path hooks() {
        return own().resolve("hooks");
    }

    /** What can be made again from the logs at any time. */
    public Path index() {
        return own().resolve("index");
    }
}
