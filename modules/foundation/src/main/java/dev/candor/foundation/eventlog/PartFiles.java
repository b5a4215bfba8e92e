package dev.candor.foundation.eventlog;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Opens the parts of a log for reading, while they are renamed and compressed by others. The streams do not end when
 * their thread is interrupted: a group's writer reads too, and must not fail the rows of others.
 */
final class PartFiles {
    private static final int GZIP_BUFFER_BYTES = 1 << 16;
    private static final int LOOKS = 3;

    private final LogFolder folder;

    PartFiles(LogFolder folder) {
        this.folder = folder;
    }

    /** The bytes of a part as they were written; none when there is no such part. */
    Optional<InputStream> open(int day, int part) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            Optional<InputStream> found = openOnce(day, part);
            if (found.isPresent()) {
                return found;
            }
            // given a number or compressed between two looks, or not there
        }
        return Optional.empty();
    }

    private Optional<InputStream> openOnce(int day, int part) throws IOException {
        Optional<InputStream> plain = openIfPresent(folder.rotated(day, part));
        if (plain.isPresent()) {
            return plain;
        }
        Optional<InputStream> active = openIfPresent(folder.active(day));
        if (active.isPresent()) {
            if (folder.parts(day).active() == part) {
                return active;
            }
            active.get().close();
        }
        Optional<InputStream> compressed = openIfPresent(folder.compressed(day, part));
        return compressed.isPresent() ? Optional.of(unpacked(compressed.get())) : compressed;
    }

    private static InputStream unpacked(InputStream compressed) throws IOException {
        try {
            return new GZIPInputStream(compressed, GZIP_BUFFER_BYTES);
        } catch (IOException | RuntimeException e) {
            compressed.close();
            throw e;
        }
    }

    private static Optional<InputStream> openIfPresent(Path file) throws IOException {
        try {
            return Optional.of(new FileInputStream(file.toFile()));
        } catch (FileNotFoundException e) {
            // it may have come just now, and then it is found by the next look
            if (Files.exists(file) && (Files.isDirectory(file) || !Files.isReadable(file))) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
