package dev.candor.config;

import dev.candor.foundation.files.FileStamp;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The bytes of a file, read again only when it may have changed. Safe for concurrent use. */
final class ConfigBytes {
    /**
     * The kernel stamps writes by a clock that ticks every few milliseconds, so that two writes in one tick look alike.
     * Bytes that were read this long after a stamp was first seen are those of that stamp for good.
     */
    private static final Duration SETTLING = Duration.ofMillis(100);

    private final Path file;
    private final Stamps stamps;
    private final LongSupplier nanos;
    private Optional<Seen> last = Optional.empty();
    private byte[] bytes = {};

    private record Seen(FileStamp stamp, long firstNanos, boolean settled) {}

    /** What tells one state of a file from another. */
    interface Stamps {
        FileStamp of(Path file) throws IOException;
    }

    ConfigBytes(Path file) {
        this(file, FileStamp::of, System::nanoTime);
    }

    ConfigBytes(Path file, Stamps stamps, LongSupplier nanos) {
        this.file = file;
        this.stamps = stamps;
        this.nanos = nanos;
    }

    /**
     * What the file holds; none when there is none.
     *
     * @throws ConfigException when it cannot be read, is no regular file or longer than {@link ConfigText#MAX_BYTES}
     */
    synchronized Optional<byte[]> read() throws ConfigException {
        try {
            FileStamp stamp = stamps.of(file);
            long now = nanos.getAsLong();
            Optional<Seen> same = last.filter(seen -> seen.stamp.isSame(stamp));
            if (same.isPresent() && same.get().settled) {
                return Optional.of(bytes);
            }
            long first = same.isPresent() ? same.get().firstNanos : now;
            bytes = load();
            last = Optional.of(new Seen(stamp, first, now - first >= SETTLING.toNanos()));
            return Optional.of(bytes);
        } catch (NoSuchFileException missing) {
            last = Optional.empty();
            return Optional.empty();
        } catch (IOException e) {
            last = Optional.empty();
            throw new ConfigException(file + " cannot be read: " + Reasons.of(e) + "; make it readable for this user");
        }
    }

    /** As {@link #read}, but from the file in any case. */
    synchronized Optional<byte[]> readNow() throws ConfigException {
        last = Optional.empty();
        return read();
    }

    private byte[] load() throws IOException, ConfigException {
        // before opening: opening a pipe waits for its writer
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ConfigException(file + " is not a regular file; move it away");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] read = in.readNBytes(ConfigText.MAX_BYTES + 1);
            if (read.length > ConfigText.MAX_BYTES) {
                throw new ConfigException(
                        file + " is longer than " + ConfigText.MAX_BYTES + " bytes (1 MiB); shorten it");
            }
            return read;
        }
    }
}
