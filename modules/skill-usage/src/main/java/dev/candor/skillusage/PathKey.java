package dev.candor.skillusage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** Names for files that belong to another file: the same for every way to write its path. */
final class PathKey {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private PathKey() {}

    /** The path without links and detours; for a file that is not there, as far as its folder exists. */
    static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException missing) {
            Path folder = absolute.getParent();
            return folder == null ? absolute : real(folder).resolve(absolute.getFileName());
        }
    }

    /** Sixteen hexadecimal digits (FNV-1a). Whoever uses them compares the text as well. */
    static String digits(String text) {
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return HexFormat.of().toHexDigits(hash);
    }
}
