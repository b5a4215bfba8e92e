package dev.candor.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder for a log, a clock that stands, a disk that obeys, and rows that are short to write. */
final class ScratchLog {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    final FaultyDisk disk = new FaultyDisk();
    final Path folder;

    ScratchLog(Path scratch) {
        this.folder = scratch.resolve("log");
    }

    KeptLog open() {
        return open(LogSettings.standard());
    }

    KeptLog withPartsOf(long bytes) {
        return open(LogSettings.standard().withPartBytes(bytes));
    }

    KeptLog open(LogSettings settings) {
        return new FileEventLog(folder, settings, now::get, notices::add, disk);
    }

    Path day(int day) {
        return folder.resolve(Integer.toString(day));
    }

    /** The files of a day get the time of the clock, which the system gave another one. */
    void writtenNow(int day) throws IOException {
        try (Stream<Path> files = Files.list(day(day))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(now.get()));
            }
        }
    }

    Path active() {
        return day(20261120).resolve("events.log");
    }

    /** {@code a} becomes {@code {"r":"a"}}, which has 10 bytes with its newline. */
    static byte[] row(String name) {
        return ("{\"r\":\"" + name + "\"}").getBytes(UTF_8);
    }

    static List<byte[]> rows(String... names) {
        return Stream.of(names).map(ScratchLog::row).toList();
    }

    static String lines(String... names) {
        return Stream.of(names).map(name -> new String(row(name), UTF_8) + "\n").collect(Collectors.joining());
    }

    static List<String> behind(KeptLog log, Position from) throws IOException {
        List<String> names = new ArrayList<>();
        log.read(from, (bytes, first, last) -> names.add(new String(bytes, first + 6, last - first - 8, UTF_8)));
        return names;
    }

    static List<String> all(KeptLog log) throws IOException {
        return behind(log, log.start());
    }
}
