package dev.candor.app.http.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this server takes of the machine.
 *
 * @param resident memory in bytes, as the kernel counts it
 * @param processor since it started
 * @param started when it did
 */
public record OwnCost(Optional<Long> resident, Optional<Duration> processor, Optional<Instant> started) {
    private static final int KIB = 10;
    private static final int MIB = 20;

    /** At this moment. */
    public static OwnCost now() {
        ProcessHandle.Info self = ProcessHandle.current().info();
        return new OwnCost(residentMemory(), self.totalCpuDuration(), self.startInstant());
    }

    private static Optional<Long> residentMemory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << KIB)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** In words: {@code 205 MiB of memory}. */
    List<String> sentences(Instant now) {
        return Stream.of(
                        started.map(at -> "It runs since " + Format.minute(at) + " UTC, " + Format.ago(at, now) + "."),
                        resident.map(bytes -> "It has " + Format.grouped(bytes >> MIB) + " MiB of memory."),
                        processor.map(took -> "It took " + Format.grouped(took.toSeconds()) + " s of processor time"
                                + started.map(at -> share(took, Duration.between(at, now)))
                                        .orElse("") + "."))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String share(Duration took, Duration passed) {
        return passed.isZero() || passed.isNegative()
                ? ""
                : ", " + took.toMillis() * 100 / Math.max(1, passed.toMillis()) + " % of one core";
    }
}
