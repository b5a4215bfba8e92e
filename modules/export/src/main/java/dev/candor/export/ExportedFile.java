package dev.candor.export;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.files.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file that a result was written into, as a whole or not at all. A file that stands there is replaced only if that
 * changes nothing, or by force; a link, a folder or a device never is.
 *
 * @param isUnchanged whether it stood there already, with the same bytes
 */
public record ExportedFile(Path file, long bytes, boolean isUnchanged) {
    /**
     * Writes a file; folders above it are made.
     *
     * @throws ToolException {@code file-exists}, {@code file-special}, {@code file-unwritable}
     */
    public static ExportedFile write(Path file, PrivateFiles.Content content, boolean force) throws ToolException {
        mustBeRegular(file);
        try {
            PrivateFiles.createFoldersAbove(file);
            try (StagedFile staged = StagedFile.write(file, content)) {
                return put(staged, force);
            }
        } catch (IOException e) {
            throw unwritable(file, Reasons.of(e));
        }
    }

    /** Makes a file at a path where nothing is, and nobody else looks. */
    public interface Maker {
        void make(Path file) throws IOException;
    }

    /**
     * As {@link #write}, of what DuckDB writes by itself: neither synced nor private.
     *
     * @throws IOException when the maker fails
     */
    public static ExportedFile writeMade(Path file, Maker maker, boolean force) throws ToolException, IOException {
        mustBeRegular(file);
        Path folder = scratchFolderBeside(file);
        Path made = folder.resolve("made");
        try {
            maker.make(made);
            return write(file, out -> Files.copy(made, out), force);
        } finally {
            PrivateFiles.remove(made);
            PrivateFiles.removeIfEmpty(folder);
        }
    }

    private static Path scratchFolderBeside(Path file) throws ToolException {
        try {
            PrivateFiles.createFoldersAbove(file);
            return PrivateFiles.createScratchFolderBeside(file);
        } catch (IOException e) {
            throw unwritable(file, Reasons.of(e));
        }
    }

    private static ExportedFile put(StagedFile staged, boolean force) throws ToolException, IOException {
        boolean same = staged.isThere();
        if (!same) {
            mustBeRegular(staged.target());
            if (staged.isTaken() && !force) {
                throw new ToolException(
                        Kind.REFUSED,
                        "file-exists",
                        staged.target() + " is there with another content, and was left as it is. Name another file, or"
                                + " replace it with --force.");
            }
            staged.putInPlace();
            PrivateFiles.syncFolderOf(staged.target());
        }
        return new ExportedFile(staged.target(), staged.bytes(), same);
    }

    static void mustBeRegular(Path file) throws ToolException {
        if (PrivateFiles.isSpecial(file, LinkOption.NOFOLLOW_LINKS)) {
            String kind = Files.isSymbolicLink(file)
                    ? "a symbolic link"
                    : Files.isDirectory(file) ? "a folder" : "no regular file but a device, a pipe or a socket";
            throw new ToolException(
                    Kind.REFUSED,
                    "file-special",
                    file + " is " + kind + ", which is never replaced; nothing was written. Name a file.");
        }
    }

    static ToolException unwritable(Path file, String why) {
        return new ToolException(Kind.UNAVAILABLE, "file-unwritable", file + " cannot be written: " + why + ".");
    }
}
