package dev.candor.foundation.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A copy of a file that only its owner can read, write and execute, in a folder of its own. Links stand for all that lies
 * around the original, so that the copy finds what it names relative to itself.
 */
public final class PrivateCopy implements Closeable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final Path file;

    private PrivateCopy(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Makes the copy.
     *
     * @param original the file's path, which is not opened
     * @param root the folder above the original up to which links are made
     * @param content what the copy holds
     * @param folder the new folder; removed again by {@link #close}
     */
    public static PrivateCopy of(Path original, Path root, byte[] content, Path folder) throws IOException {
        PrivateFiles.createFoldersAbove(folder);
        PrivateCopy copy = new PrivateCopy(folder, folder.resolve(root.relativize(original)));
        boolean made = false;
        try {
            copy.make(root, content);
            made = true;
        } finally {
            if (!made) {
                copy.close();
            }
        }
        return copy;
    }

    private void make(Path root, byte[] content) throws IOException {
        Path from = root;
        Path to = folder;
        for (Path name : folder.relativize(file)) {
            Files.createDirectory(to, OWNER_ONLY);
            linkAllBut(name, from, to);
            from = from.resolve(name);
            to = to.resolve(name);
        }
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            PrivateFiles.writeFully(channel, ByteBuffer.wrap(content));
        }
    }

    /** As far as the folder can be listed: what cannot be linked is missed by who needs it. */
    private static void linkAllBut(Path name, Path from, Path to) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                if (!entry.getFileName().equals(name)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        } catch (IOException | DirectoryIteratorException notListed) {
            return;
        }
    }

    /** The copy. */
    public Path file() {
        return file;
    }

    /** Removes the folder with all that was written into it; what links lead to stays. */
    @Override
    public void close() {
        remove(folder);
    }

    /** Removes the folder of a copy, as far as that is possible. */
    public static void remove(Path folder) {
        try {
            PrivateFiles.removeAll(folder);
        } catch (IOException sweptLater) {
            return;
        }
    }
}
