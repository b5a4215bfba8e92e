package dev.candor.foundation.eventlog;

import dev.candor.foundation.files.PrivateFiles;
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
 * was rotated away for its size before: {@code events.1.log}, {@code events.2.log} and so on. The active file of a day
 * is its part number one more than the last that was rotated, so that a place keeps its name when its file is renamed.
 */
record LogFolder(Path folder) {
    private static final String ACTIVE = "events.log";
    private static final Pattern DAY = Pattern.compile("\\d{8}");
    private static final Pattern ROTATED = Pattern.compile("events\\.(\\d{1,9})\\.log");

    /** What excludes other writers. It holds nothing, so that nobody opens it to read and breaks the lock. */
    Path lock() {
        return folder.resolve("log.lock");
    }

    /** The days that have a folder. */
    NavigableSet<Integer> days() throws IOException {
        NavigableSet<Integer> days = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (DAY.matcher(name).matches() && Files.isDirectory(entry)) {
                    days.add(Integer.valueOf(name));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return days;
        }
        return days;
    }

    /** The number of a day's part that rows are appended to. */
    int activePart(int day) throws IOException {
        NavigableSet<Integer> rotated = rotated(day);
        return rotated.isEmpty() ? 1 : rotated.last() + 1;
    }

    /** The numbers of the parts of a day that were rotated away. */
    NavigableSet<Integer> rotated(int day) throws IOException {
        NavigableSet<Integer> parts = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folderOf(day))) {
            for (Path entry : entries) {
                Matcher rotated = ROTATED.matcher(entry.getFileName().toString());
                if (rotated.matches()) {
                    parts.add(Integer.valueOf(rotated.group(1)));
                }
            }
        } catch (NoSuchFileException e) {
            return parts;
        }
        return parts;
    }

    Path active(int day) {
        return folderOf(day).resolve(ACTIVE);
    }

    Path rotated(int day, int part) {
        return folderOf(day).resolve("events." + part + ".log");
    }

    /** Gives the active file of a day its number; the next one is not there yet. */
    void rotate(int day) throws IOException {
        PrivateFiles.rename(active(day), rotated(day, activePart(day)));
    }

    private Path folderOf(int day) {
        String digits = Integer.toString(day);
        return folder.resolve("0".repeat(Math.max(0, 8 - digits.length())) + digits);
    }
}
