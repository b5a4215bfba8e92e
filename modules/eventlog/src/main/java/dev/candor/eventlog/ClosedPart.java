package dev.candor.eventlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/**
 * A part to which nothing is appended any more.
 *
 * @param file where it is now
 */
record ClosedPart(int day, int part, Path file) {
    /** All of a log, oldest first. What is compressed but still there plain counts once, as plain. */
    static List<ClosedPart> of(LogFolder folder) throws IOException {
        List<ClosedPart> all = new ArrayList<>();
        NavigableSet<Integer> days = folder.days();
        for (int day : days) {
            DayParts parts = folder.parts(day);
            for (int part : parts.closed()) {
                boolean plain = parts.plain().contains(part);
                all.add(new ClosedPart(day, part, plain ? folder.rotated(day, part) : folder.compressed(day, part)));
            }
            if (day < days.last() && Files.exists(folder.active(day))) {
                all.add(new ClosedPart(day, parts.active(), folder.active(day)));
            }
        }
        return all;
    }

    boolean isCompressed() {
        return file.toString().endsWith(".gz");
    }

    /** Its length on disk; 0 when it is gone. */
    long bytes() throws IOException {
        return sizeOf(file);
    }

    static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Where it is in its log. */
    String name() {
        return file.subpath(file.getNameCount() - 2, file.getNameCount()).toString();
    }
}
