package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.file.Path;

/** The one path of a file that can be named in several ways. */
public final class RealPath {
    private RealPath() {}

    /** The path without links and detours; for a file that is not there, as far as its folder exists. */
    public static Path of(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException missing) {
            Path folder = absolute.getParent();
            return folder == null ? absolute : of(folder).resolve(absolute.getFileName());
        }
    }
}
