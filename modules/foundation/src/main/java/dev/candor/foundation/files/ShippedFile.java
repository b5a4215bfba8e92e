package dev.candor.foundation.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that come with Candor: schemas and defaults. */
public final class ShippedFile {
    /** The system property that names the installed folder; without it the files are taken from the class path. */
    public static final String HOME = "candor.home";

    private ShippedFile() {}

    /**
     * The bytes of one.
     *
     * @param path from the installed folder on, as in {@code config/scenarios.json}
     * @throws IOException when the installation lacks it or it cannot be read
     */
    public static byte[] read(String path) throws IOException {
        // not looked up as a resource when installed: that opens every archive of the class path
        String home = System.getProperty(HOME);
        if (home != null) {
            return Files.readAllBytes(Path.of(home, path));
        }
        try (InputStream in = ShippedFile.class.getResourceAsStream("/candor/" + path)) {
            if (in == null) {
                throw new FileNotFoundException("it is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
