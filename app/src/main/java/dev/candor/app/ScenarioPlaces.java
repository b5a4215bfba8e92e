package dev.candor.app;

import dev.candor.config.UserPath;
import dev.candor.foundation.files.ShippedFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where scenarios lie: in folders that a caller names, in the installation, and in the user path. */
final class ScenarioPlaces {
    private static final String SHIPPED = "config/scenarios";

    private ScenarioPlaces() {}

    /**
     * The folders, the first that has a scenario wins.
     *
     * @param more those that go before the others
     */
    static List<Path> of(UserPath userPath, List<Path> more) {
        List<Path> folders = new ArrayList<>(more);
        shipped().ifPresent(folders::add);
        folders.add(userPath.scenarios());
        return folders;
    }

    /** As people write it: the launcher says {@code bin/..}, where {@code bin} may lead elsewhere. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    /** Without an installation, as in tests, the folder of the class path; there is none inside an archive. */
    private static Optional<Path> shipped() {
        String home = System.getProperty(ShippedFile.HOME);
        if (home != null) {
            return Optional.of(real(Path.of(home, SHIPPED)));
        }
        URL url = ScenarioPlaces.class.getResource("/candor/" + SHIPPED);
        if (url == null || !url.getProtocol().equals("file")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(new URI(url.toString())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path has addresses that are none: " + url, e);
        }
    }
}
