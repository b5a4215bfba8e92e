package dev.candor.eventlog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a log lies on disk: a folder for each UTC day, in it {@code events.log}, to which rows are appended, and what
 * was rotated away for its size before: {@code events.1.log}, {@code events.2.log} and so on, perhaps compressed
 * ({@code events.1.log.gz}). The active file of a day is its part number one more than the last that was rotated, so
 * that a place keeps its name when its file is renamed. {@code events.2.pruned} says that the parts up to 2 are gone.
 *
 * @param name of the files, {@code events} above
 */
record LogFolder(Path folder, String name) {
    private static final Pattern DAY = Pattern.compile("\\d{8}");
    private static final Pattern NUMBERED = Pattern.compile("([a-z]+)\\.(\\d{1,9})\\.(log|log\\.gz|pruned)");

    /** What excludes other writers, with a note of theirs: logs of different names in one folder need one each. */
    Path lock() {
        return folder.resolve(name.equals("events") ? "log.lock" : name + ".lock");
    }

    /** What excludes others that compress, prune or inspect. */
    Path maintenanceLock() {
        return folder.resolve("maintenance.lock");
    }

    /** Which parts were begun and which were pruned. */
    Path catalog() {
        return folder.resolve(name + ".parts");
    }

    /** The days that have a folder. */
    NavigableSet<Integer> days() throws IOException {
        NavigableSet<Integer> days = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String entryName = entry.getFileName().toString();
                if (DAY.matcher(entryName).matches() && Files.isDirectory(entry)) {
                    days.add(Integer.valueOf(entryName));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return days;
        }
        return days;
    }

    /** The parts of a day as they are now. */
    DayParts parts(int day) throws IOException {
        NavigableSet<Integer> plain = new TreeSet<>();
        NavigableSet<Integer> compressed = new TreeSet<>();
        int pruned = 0;
        boolean hasUnnumbered = false;
        int begun = new PartCatalog(this).lastBegun(day);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folderOf(day))) {
            for (Path entry : entries) {
                Matcher part = NUMBERED.matcher(entry.getFileName().toString());
                if (part.matches() && part.group(1).equals(name)) {
                    int number = Integer.parseInt(part.group(2));
                    switch (part.group(3)) {
                        case "log" -> plain.add(number);
                        case "log.gz" -> compressed.add(number);
                        default -> pruned = Math.max(pruned, number);
                    }
                }
                hasUnnumbered |= entry.equals(active(day));
            }
        } catch (NoSuchFileException e) {
            return new DayParts(plain, compressed, pruned, begun, false);
        }
        return new DayParts(plain, compressed, pruned, begun, hasUnnumbered);
    }

    Path folderOf(int day) {
        String digits = Integer.toString(day);
        return folder.resolve("0".repeat(Math.max(0, 8 - digits.length())) + digits);
    }

    Path active(int day) {
        return folderOf(day).resolve(name + ".log");
    }

    Path rotated(int day, int part) {
        return folderOf(day).resolve(name + "." + part + ".log");
    }

    Path compressed(int day, int part) {
        return folderOf(day).resolve(name + "." + part + ".log.gz");
    }

    /** Says that the parts up to a number were removed. */
    Path pruned(int day, int part) {
        return folderOf(day).resolve(name + "." + part + ".pruned");
    }

    /** Where unfinished rows of a day are kept aside. */
    Path torn(int day) {
        return folderOf(day).resolve(name + ".log.torn");
    }

    /** Where copies of a day's damaged rows are kept. */
    Path damaged(int day) {
        return folderOf(day).resolve(name + ".log.damaged");
    }
}
