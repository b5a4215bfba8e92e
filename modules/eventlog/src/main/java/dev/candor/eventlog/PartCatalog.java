package dev.candor.eventlog;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which parts a log must have: a line for each part that was begun ({@code 20261120/2}), and one for what was pruned, up to
 * which part ({@code pruned 20261120/2}). Only by this is a day seen to be missing; a gap between two numbers of a day is
 * seen without. It is a memory and no part of the log: where it is missing, fewer losses are noticed.
 */
record PartCatalog(LogFolder folder) {
    private static final int MAX_BYTES = 64 << 20;
    private static final String PRUNED = "pruned ";

    /** Notes that a part was begun. For whoever holds the log's lock. */
    void begun(FilePosition part) {
        append(line(part.day(), part.part()));
    }

    /** Notes that parts were removed on purpose, up to this one. */
    void pruned(int day, int part) {
        append(PRUNED + line(day, part));
    }

    private void append(String line) {
        try {
            PrivateFiles.append(folder.catalog(), line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | RuntimeException notNoted) {
            // rows must not fail for it; the loss of this part would be noticed by its number only
        }
    }

    private String line(int day, int part) {
        return folder.folderOf(day).getFileName() + "/" + part + "\n";
    }

    /** Whether parts were ever removed on purpose. */
    boolean isPruned() throws IOException {
        return lines().stream().anyMatch(line -> line.startsWith(PRUNED));
    }

    /** The last part of a day that was begun; 0 when none is known, or the catalog cannot be read. */
    int lastBegun(int day) {
        String prefix = folder.folderOf(day).getFileName() + "/";
        int last = 0;
        try {
            for (String line : lines()) {
                if (line.startsWith(prefix)) {
                    last = Math.max(last, part(line).map(FilePosition::part).orElse(0));
                }
            }
        } catch (IOException unknown) {
            return 0;
        }
        return last;
    }

    /** Whether a place is in a part that is gone though nobody pruned it. */
    boolean isLost(FilePosition place) {
        try {
            return lost().contains(place.at(0));
        } catch (IOException unknown) {
            return false;
        }
    }

    /** The files of the parts that are {@link #lost}. */
    List<String> missing() throws IOException {
        return lost().stream()
                .map(part ->
                        folder.folderOf(part.day()).getFileName() + "/" + folder.name() + "." + part.part() + ".log")
                .toList();
    }

    /** The parts that are gone though nobody pruned them, or that are no regular files, oldest first. */
    private List<FilePosition> lost() throws IOException {
        NavigableMap<Integer, NavigableSet<Integer>> expected = expected();
        List<FilePosition> lost = new ArrayList<>();
        for (Map.Entry<Integer, NavigableSet<Integer>> day : expected.entrySet()) {
            DayParts parts = folder.parts(day.getKey());
            for (int part : day.getValue().tailSet(parts.pruned(), false)) {
                if (!isThere(day.getKey(), part, parts)) {
                    lost.add(new FilePosition(day.getKey(), part, 0));
                }
            }
        }
        return lost;
    }

    private boolean isThere(int day, int part, DayParts parts) {
        return isRegular(folder.rotated(day, part))
                || isRegular(folder.compressed(day, part))
                || (part == parts.active() && isRegular(folder.active(day)));
    }

    private static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** By day: what the catalog says, and what the numbers of a day's parts say. */
    private NavigableMap<Integer, NavigableSet<Integer>> expected() throws IOException {
        NavigableMap<Integer, NavigableSet<Integer>> expected = new TreeMap<>();
        for (String line : lines()) {
            boolean pruned = line.startsWith(PRUNED);
            Optional<FilePosition> part = part(pruned ? line.substring(PRUNED.length()) : line);
            if (part.isEmpty()) {
                continue;
            }
            NavigableSet<Integer> ofDay = expected.computeIfAbsent(part.get().day(), day -> new TreeSet<>());
            if (pruned) {
                expected.headMap(part.get().day(), false).clear();
                ofDay.headSet(part.get().part(), true).clear();
            } else {
                ofDay.add(part.get().part());
            }
        }
        for (int day : folder.days()) {
            NavigableSet<Integer> ofDay = expected.computeIfAbsent(day, unknown -> new TreeSet<>());
            NavigableSet<Integer> closed = folder.parts(day).closed();
            for (int part = 1; !closed.isEmpty() && part <= closed.last(); part++) {
                ofDay.add(part);
            }
        }
        return expected;
    }

    private List<String> lines() throws IOException {
        return new String(bytes(), StandardCharsets.US_ASCII).lines().toList();
    }

    /** As it lies there; nothing where it is missing. */
    byte[] bytes() throws IOException {
        try {
            return Input.regularFile(folder.catalog(), MAX_BYTES).orElseGet(() -> new byte[0]);
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }

    private static Optional<FilePosition> part(String line) {
        try {
            return Optional.of(FilePosition.of(new Position(line + "/0")));
        } catch (UnknownPositionException | IllegalArgumentException noLineOfOurs) {
            return Optional.empty();
        }
    }
}
