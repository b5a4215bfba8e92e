package dev.candor.foundation.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files that should be small as a whole, and no more of them than that. */
public final class BoundedFile {
    private BoundedFile() {}

    /**
     * The bytes of a file; empty when it has more than so many.
     *
     * @throws IOException also when it is a pipe or a device, which would be waited for, or a folder
     */
    public static Optional<byte[]> read(Path file, int most) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file; move it away");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            return bytes.length > most ? Optional.empty() : Optional.of(bytes);
        }
    }
}
