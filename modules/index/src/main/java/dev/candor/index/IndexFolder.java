package dev.candor.index;

import dev.candor.eventlog.LogPart;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.StagedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The folder with the files of closed parts.
 *
 * @param version of the columns, a part of the files' names
 */
record IndexFolder(Path path, String version) {
    private static final String ENDING = ".parquet";

    /** Longer than any file takes to be made. */
    private static final Duration LEFTOVER_AGE = Duration.ofHours(1);

    /** Where the file of a part stands, if there is one: another one when the part was changed since. */
    Path fileOf(LogPart part) {
        return path.resolve(prefix(part) + HexFormat.of().toHexDigits(part.written()) + ENDING);
    }

    private String prefix(LogPart part) {
        return part.name() + "." + version + ".";
    }

    /** Whether the file of a part is there. */
    boolean hasFileOf(LogPart part) {
        return Files.isRegularFile(fileOf(part), LinkOption.NOFOLLOW_LINKS);
    }

    /** Writes the rows of a part, which a query finds, to its file; returns false when it cannot be written. */
    boolean write(LogPart part, String query, Engine engine) throws IOException {
        Path file = fileOf(part);
        Path scratch;
        try {
            PrivateFiles.createFolders(path);
            scratch = PrivateFiles.createScratchFolderBeside(file);
        } catch (IOException readOnly) {
            return false;
        }
        Path made = scratch.resolve("part.parquet");
        try {
            removeLeftovers(Files.getLastModifiedTime(scratch));
            engine.execute(Engine.copyToParquet(query, made));
            // DuckDB neither syncs what it writes nor keeps it private
            try (StagedFile staged = StagedFile.write(file, out -> Files.copy(made, out))) {
                staged.putInPlace();
            }
            PrivateFiles.syncFolderOf(file);
            removeOthersOf(part);
            return true;
        } catch (IOException diskFull) {
            return false;
        } finally {
            PrivateFiles.remove(made);
            PrivateFiles.removeIfEmpty(scratch);
        }
    }

    private void removeOthersOf(LogPart part) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, prefix(part) + "*" + ENDING)) {
            for (Path entry : entries) {
                if (!entry.equals(fileOf(part))) {
                    PrivateFiles.remove(entry);
                }
            }
        }
    }

    /** Removes what processes that were killed while they made a file left here. */
    private void removeLeftovers(FileTime now) throws IOException {
        Instant oldest = now.toInstant().minus(LEFTOVER_AGE);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "{.candor-*,*.tmp}")) {
            for (Path entry : entries) {
                removeIfOlder(entry, oldest);
            }
        }
    }

    private static void removeIfOlder(Path entry, Instant oldest) throws IOException {
        try {
            if (!Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(oldest)) {
                return;
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFiles.remove(entry.resolve("part.parquet"));
                PrivateFiles.removeIfEmpty(entry);
            } else {
                PrivateFiles.remove(entry);
            }
        } catch (NoSuchFileException removedByAnother) {
            // which is as good
        }
    }

    /**
     * Removes the files that cannot be read to their end, or have other columns.
     *
     * @param columns as SQL lists them
     */
    void removeUnreadable(List<LogPart> parts, String columns, Engine engine) throws IOException {
        for (LogPart part : parts) {
            Path file = fileOf(part);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try {
                engine.execute("SELECT max(hash(" + columns + ")) FROM " + reading(List.of(file)));
            } catch (IndexException e) {
                PrivateFiles.remove(file);
            }
        }
    }

    /** Removes the files of pruned parts. Those of later parts stay, which another process may have seen first. */
    void removeBefore(LogPart first) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.parquet")) {
            for (Path entry : entries) {
                if (String.valueOf(entry.getFileName()).compareTo(first.name()) < 0) {
                    PrivateFiles.remove(entry);
                }
            }
        } catch (IOException noSuchFolder) {
            // no file was made yet, or none can be
        }
    }

    /** The files as a table. */
    static String reading(List<Path> files) {
        return files.stream()
                .map(file -> Engine.quoted(file.toString()))
                // folders named like month=11 are none of its columns
                .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
    }
}
