package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The content of a file that others replace or edit, read again only when it may have changed. Not for two threads at
 * a time.
 */
public final class FileView {
    /**
     * The kernel stamps writes by a clock that ticks every few milliseconds, so that two writes in one tick look alike.
     * Bytes that were read this long after a stamp was first seen are those of that stamp for good.
     */
    private static final Duration SETTLING = Duration.ofMillis(100);

    private final Path file;
    private final int mostBytes;
    private Optional<byte[]> content = Optional.empty();
    private Optional<Seen> last = Optional.empty();
    private long generation;

    private record Seen(FileStamp stamp, long firstNanos, boolean settled) {}

    /**
     * A view of a file that need not exist.
     *
     * @param mostBytes the largest file to read
     */
    public FileView(Path file, int mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /**
     * The file's bytes as they are now; empty when there is no file. They are not to be changed.
     *
     * @throws IOException when it cannot be read, is no regular file, or is larger than allowed
     */
    public Optional<byte[]> content() throws IOException {
        try {
            FileStamp stamp = FileStamp.of(file);
            Optional<Seen> same = last.filter(seen -> seen.stamp.isSame(stamp));
            if (same.isEmpty() || !same.get().settled) {
                read(stamp, same.isPresent() ? same.get().firstNanos : System.nanoTime());
            }
        } catch (NoSuchFileException e) {
            last = Optional.empty();
            keep(Optional.empty());
        }
        return content;
    }

    /** As {@link #content}, but read from the file in any case. */
    public Optional<byte[]> contentNow() throws IOException {
        last = Optional.empty();
        return content();
    }

    /** A number that grows whenever {@link #content} finds another content than before. */
    public long generation() {
        return generation;
    }

    /** Tells that the file was just given these bytes, which counts as no change; they are not to be changed. */
    public void wrote(byte[] bytes) {
        content = Optional.of(bytes);
        last = Optional.empty();
    }

    private void read(FileStamp stamp, long firstSeen) throws IOException {
        boolean settled = System.nanoTime() - firstSeen >= SETTLING.toNanos();
        last = Optional.empty();
        keep(Optional.of(load()));
        last = Optional.of(new Seen(stamp, firstSeen, settled));
    }

    private byte[] load() throws IOException {
        return Input.regularFile(file, mostBytes)
                .orElseThrow(
                        () -> new IOException("it is larger than " + mostBytes + " bytes; move it away or shorten it"));
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
