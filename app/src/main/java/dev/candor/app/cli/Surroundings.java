package dev.candor.app.cli;

import dev.candor.skillusage.Folders;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What a verb finds around it.
 *
 * @param lastArguments the last so many arguments of this process, byte for byte
 */
record Surroundings(
        Map<String, String> environment,
        Terminal terminal,
        InstantSource clock,
        IntFunction<List<byte[]>> lastArguments) {

    /** The user path is {@code $USER_PATH}, else {@code $USER_SPACE}, else {@code ~/.ai}. */
    Folders folders() {
        Path userPath = variable("USER_PATH")
                .or(() -> variable("USER_SPACE"))
                .map(this::path)
                .orElseGet(() -> home().resolve(".ai"));
        Path cache = variable("XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home().resolve(".cache"));
        return new Folders(userPath, Optional.of(cache.resolve("candor")));
    }

    /** A path as a user writes it: a leading {@code ~} is the home folder. */
    Path path(String text) {
        if (text.equals("~")) {
            return home();
        }
        return text.startsWith("~/") ? home().resolve(text.substring(2)) : Path.of(text);
    }

    private Path home() {
        return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home", "/")));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
