package dev.candor.foundation.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * The content of a file that others replace or edit, read again only when it may have changed. Not for two threads at
 * a time.
 */
public final class FileView {
    /** The kernel's clock for files ticks every few milliseconds: younger stamps may hide a second write. */
    private static final long YOUNG_MILLIS = 100;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path file;
    private final int mostBytes;
    private final InstantSource clock;
    private Optional<byte[]> content = Optional.empty();
    private Optional<FileStamp> trusted = Optional.empty();
    private long generation;

    /**
     * A view of a file that need not exist.
     *
     * @param mostBytes the largest file to read
     * @param clock tells whether a file is old enough to be trusted by its stamp
     */
    public FileView(Path file, int mostBytes, InstantSource clock) {
        this.file = file;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /**
     * The file's bytes as they are now; empty when there is no file. They are not to be changed.
     *
     * @throws IOException when the file cannot be read, or is larger than allowed
     */
    public Optional<byte[]> content() throws IOException {
        try {
            FileStamp stamp = FileStamp.of(file);
            if (trusted.isEmpty() || !trusted.get().isSame(stamp)) {
                trusted = isYoung(stamp) ? Optional.empty() : Optional.of(stamp);
                keep(Optional.of(read()));
            }
        } catch (NoSuchFileException e) {
            trusted = Optional.empty();
            keep(Optional.empty());
        }
        return content;
    }

    /** A number that grows whenever {@link #content} finds another content than before. */
    public long generation() {
        return generation;
    }

    /** Tells that the file was just given these bytes, which counts as no change; they are not to be changed. */
    public void wrote(byte[] bytes) {
        content = Optional.of(bytes);
        trusted = Optional.empty();
    }

    private boolean isYoung(FileStamp stamp) {
        long latest = Math.max(stamp.modified(), stamp.changed()) / NANOS_PER_MILLI;
        Instant now = clock.instant();
        return now.toEpochMilli() - latest < YOUNG_MILLIS;
    }

    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new IOException(file + " is larger than " + mostBytes + " bytes");
            }
            return bytes;
        }
    }

    private void keep(Optional<byte[]> found) {
        // an array is equal to itself only, so the optionals are compared by what is in them
        boolean same = Arrays.equals(found.orElse(null), content.orElse(null));
        if (!same) {
            content = found;
            generation++;
        }
    }
}
