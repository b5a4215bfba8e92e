package dev.candor.app;

import dev.candor.agents.AgentSetup;
import dev.candor.agents.CheckHealth;
import dev.candor.config.UserPath;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.ShippedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Where agents and the launcher are on this machine. */
public final class AgentPlaces {
    private AgentPlaces() {}

    /** Those of the user that an environment tells of. */
    public static AgentSetup.Place of(UserPath userPath, Map<String, String> environment) {
        Path home = Path.of(variable(environment, "HOME").orElse("/"));
        Path folder = Path.of("").toAbsolutePath();
        return new AgentSetup.Place(
                home, folder, environment, launcher(environment), userPath.own().resolve("setup"));
    }

    /** What a check of the installation looks at. */
    static CheckHealth.Place checked(Hub hub) {
        AgentSetup.Place place = of(hub.userPath(), hub.environment());
        return new CheckHealth.Place(
                hub.userPath(),
                hub.config(),
                hub.logs(),
                new AgentSetup(place),
                hub.passedOver(),
                place.launcher(),
                () -> port(hub.userPath()),
                hub.clock());
    }

    private static OptionalInt port(UserPath userPath) {
        try {
            return ServerNote.running(userPath).stream()
                    .mapToInt(ServerNote::port)
                    .findFirst();
        } catch (IOException cannotBeRead) {
            return OptionalInt.empty();
        }
    }

    /** The command as it is found in {@code PATH}, which stays when the installation moves; else where it is installed. */
    static Path launcher(Map<String, String> environment) {
        Path installed = Path.of(System.getProperty(ShippedFile.HOME, ""), "bin", "candor")
                .toAbsolutePath()
                .normalize();
        Path real = RealPath.of(installed);
        for (String entry : variable(environment, "PATH").orElse("").split(":", -1)) {
            Path found = Path.of(entry, "candor");
            if (found.isAbsolute()
                    && Files.isExecutable(found)
                    && RealPath.of(found).equals(real)) {
                return found.normalize();
            }
        }
        return installed;
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
