package dev.candor.eventlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * How much of the disk a log takes.
 *
 * @param bytes of its parts, compressed ones as they are
 * @param written when its newest part was written last; empty without any
 */
public record LogExtent(long bytes, Optional<Instant> written) {
    static LogExtent of(LogFolder folder) throws IOException {
        NavigableSet<Integer> days = folder.days();
        if (days.isEmpty()) {
            return new LogExtent(0, Optional.empty());
        }
        List<ClosedPart> closed = ClosedPart.of(folder);
        Path active = folder.active(days.last());
        long bytes = ClosedPart.sizeOf(active);
        for (ClosedPart part : closed) {
            bytes += part.bytes();
        }
        Optional<Instant> written = written(active);
        return new LogExtent(
                bytes,
                written.isPresent() || closed.isEmpty()
                        ? written
                        : written(closed.getLast().file()));
    }

    private static Optional<Instant> written(Path file) throws IOException {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
