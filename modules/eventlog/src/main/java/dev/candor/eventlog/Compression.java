package dev.candor.eventlog;

import dev.candor.foundation.files.FileStamp;
import dev.candor.foundation.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses closed parts. The plain file goes when the compressed one was read back; whatever happens in between, a
 * plain file that is there counts, and is compressed anew. For whoever holds the maintenance lock.
 */
final class Compression {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Writes what a file holds to a stream, compressed; another one does it wrong, for tests. */
    interface Packer {
        void pack(Path plain, OutputStream out) throws IOException;
    }

    private final LogFolder folder;
    private final Packer packer;

    Compression(LogFolder folder) {
        this(folder, Compression::pack);
    }

    Compression(LogFolder folder, Packer packer) {
        this.folder = folder;
        this.packer = packer;
    }

    /** Compresses what is not; returns how many parts that were. */
    int run() throws IOException {
        return run(() -> false);
    }

    /** As {@link #run()}, until it is told to stop. */
    int run(BooleanSupplier stop) throws IOException {
        for (int day : folder.days()) {
            removeLeftovers(folder.folderOf(day));
        }
        int count = 0;
        for (ClosedPart part : ClosedPart.of(folder)) {
            if (stop.getAsBoolean()) {
                return count;
            }
            if (!part.isCompressed() && Files.isRegularFile(part.file(), LinkOption.NOFOLLOW_LINKS)) {
                compress(part);
                count++;
            }
        }
        return count;
    }

    /** What a compression that was interrupted had begun. */
    private void removeLeftovers(Path day) throws IOException {
        try (DirectoryStream<Path> begun = Files.newDirectoryStream(day, folder.name() + ".*.log.gz.*.tmp")) {
            for (Path file : begun) {
                PrivateFiles.remove(file);
            }
        }
    }

    private void compress(ClosedPart part) throws IOException {
        Path plain = folder.rotated(part.day(), part.part());
        if (!plain.equals(part.file())) {
            // the last part of a day that is over gets its number first, so that it never stands there twice
            PrivateFiles.rename(part.file(), plain);
        }
        Path compressed = folder.compressed(part.day(), part.part());
        PrivateFiles.replace(compressed, out -> packer.pack(plain, out));
        mustBeReadBack(plain, compressed);
        FileStamp.mark(compressed, Files.getLastModifiedTime(plain).toInstant());
        PrivateFiles.remove(plain);
        PrivateFiles.syncFolderOf(plain);
    }

    private static void pack(Path plain, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(plain)) {
            GZIPOutputStream packed = new GZIPOutputStream(out, BUFFER_BYTES);
            in.transferTo(packed);
            packed.finish();
        }
    }

    private static void mustBeReadBack(Path plain, Path compressed) throws IOException {
        long expected = checksum(plain);
        Optional<IOException> unreadable = Optional.empty();
        try {
            if (checksumUnpacked(compressed) == expected) {
                return;
            }
        } catch (IOException e) {
            unreadable = Optional.of(e);
        }
        PrivateFiles.remove(compressed);
        throw new IOException(
                compressed + " could not be read back as it was written; " + plain + " stays", unreadable.orElse(null));
    }

    private static long checksum(Path plain) throws IOException {
        try (InputStream in = Files.newInputStream(plain)) {
            return checksum(in);
        }
    }

    private static long checksumUnpacked(Path compressed) throws IOException {
        // two resources: what does not begin as it should is refused when the second one is made
        try (InputStream in = Files.newInputStream(compressed);
                InputStream unpacked = new GZIPInputStream(in, BUFFER_BYTES)) {
            return checksum(unpacked);
        }
    }

    private static long checksum(InputStream bytes) throws IOException {
        CheckedInputStream in = new CheckedInputStream(bytes, new CRC32());
        in.transferTo(OutputStream.nullOutputStream());
        return in.getChecksum().getValue();
    }
}
