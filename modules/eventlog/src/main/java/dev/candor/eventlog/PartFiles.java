package dev.candor.eventlog;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

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
    Optional<PartStream> open(int day, int part) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            Optional<PartStream> found = openOnce(day, part);
            if (found.isPresent()) {
                return found;
            }
            // given a number or compressed between two looks, or not there
        }
        return Optional.empty();
    }

    /** When a part was last written, in ms since 1970, whether it is compressed by now or not; 0 when it is gone. */
    long written(int day, int part) throws IOException {
        for (Path file : List.of(folder.rotated(day, part), folder.compressed(day, part), folder.active(day))) {
            try {
                return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toMillis();
            } catch (NoSuchFileException otherName) {
                // it has one of them
            }
        }
        return 0;
    }

    private Optional<PartStream> openOnce(int day, int part) throws IOException {
        Optional<FileInputStream> plain = openIfPresent(folder.rotated(day, part));
        if (plain.isPresent()) {
            return Optional.of(asItIs(plain.get()));
        }
        Optional<FileInputStream> active = openIfPresent(folder.active(day));
        if (active.isPresent()) {
            if (isActive(day, part, active.get())) {
                return Optional.of(asItIs(active.get()));
            }
            active.get().close();
        }
        Optional<FileInputStream> compressed = openIfPresent(folder.compressed(day, part));
        return compressed.isPresent() ? Optional.of(unpacked(compressed.get())) : Optional.empty();
    }

    private boolean isActive(int day, int part, FileInputStream file) throws IOException {
        try {
            return folder.parts(day).active() == part;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static PartStream asItIs(FileInputStream file) throws IOException {
        return new PartStream(file, sizeOf(file), false);
    }

    private static long sizeOf(FileInputStream file) throws IOException {
        try {
            return file.getChannel().size();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static PartStream unpacked(FileInputStream file) throws IOException {
        long bytes = sizeOf(file);
        try {
            return new PartStream(new GZIPInputStream(file, GZIP_BUFFER_BYTES), bytes, false);
        } catch (ZipException | EOFException damagedAtItsVeryBeginning) {
            return new PartStream(file, bytes, true);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** A link, a pipe or a device in the place of a part is none: reading it might never end. */
    private static Optional<FileInputStream> openIfPresent(Path file) throws IOException {
        if (isOfAnotherKind(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FileInputStream(file.toFile()));
        } catch (FileNotFoundException e) {
            if (Files.isDirectory(file)) {
                throw e;
            }
            return openedMeanwhileOrGone(file);
        }
    }

    private static boolean isOfAnotherKind(Path file) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isSymbolicLink() || found.isOther();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Java says the same of a file that is not there and of one that may not be read; a second try tells them apart. */
    private static Optional<FileInputStream> openedMeanwhileOrGone(Path file) throws IOException {
        try {
            Files.newByteChannel(file).close();
            // it has come just now, and is found by the next look
            return Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }
}
