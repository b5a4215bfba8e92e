package dev.candor.foundation.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders only their owner can read: files are born 0600, folders 0700, and no umask widens that. What
 * exists already keeps its mode, and what replaces a file has that file's mode, owner, group and {@code user.*} attributes, as
 * far as this user may give them; an access list is not copied.
 */
public final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final int FILE_TYPE = 0xF000;
    private static final int CHARACTER_DEVICE = 0x2000;

    /** What is to stand in a file. */
    public interface Content {
        /** Writes all of it; the stream is not to be closed. */
        void writeTo(OutputStream out) throws IOException;
    }

    private PrivateFiles() {}

    /** Creates the folder and its missing parents, each of them durably. */
    public static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        createFoldersAbove(folder);
        try {
            Files.createDirectory(folder, FOLDER_MODE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw new NotDirectoryException(folder.toString());
            }
        }
        syncFolderOf(folder);
    }

    /**
     * Creates a folder that was not there, under a name nobody could know before, in the folder of a file: for what others
     * write there by themselves before it becomes that file. Whoever asks removes it.
     */
    public static Path createScratchFolderBeside(Path file) throws IOException {
        return Files.createTempDirectory(file.toAbsolutePath().getParent(), ".candor-", FOLDER_MODE);
    }

    /** Creates the folders above a file that is about to be written. */
    public static void createFoldersAbove(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            createFolders(folder);
        }
    }

    /**
     * Makes sure that a file can be written, without changing what stands in it: a missing one is created empty. A
     * device such as {@code /dev/null} will do; a pipe or a socket will not, because opening one waits for its reader.
     *
     * @throws IOException when it cannot
     */
    public static void mustBeWritable(Path file) throws IOException {
        if (!Files.exists(file)) {
            createFoldersAbove(file);
        } else if (isDevice(file) && Files.isWritable(file)) {
            return;
        } else if (!Files.isRegularFile(file)) {
            throw new IOException("it is neither a regular file nor a device that can be written");
        }
        open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    }

    private static boolean isDevice(Path file) throws IOException {
        return ((int) Files.getAttribute(file, "unix:mode") & FILE_TYPE) == CHARACTER_DEVICE;
    }

    /**
     * Adds bytes at the end of a file, creating it, and returns when they are on disk.
     *
     * @throws IOException also when the path is a link or no regular file: somebody else may have put it there
     */
    public static void append(Path file, byte[] bytes) throws IOException {
        append(file, out -> out.write(bytes));
    }

    /** As {@link #append(Path, byte[])}, for what is too much to have in memory. */
    public static void append(Path file, Content content) throws IOException {
        if (isSpecial(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is in the way: it is no regular file");
        }
        try (FileChannel channel = open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS)) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.force(false);
        }
        syncFolderOf(file);
    }

    /**
     * Replaces the file as a whole; a reader sees the old or the new bytes, also after a power cut. Only a file that is
     * mounted by itself is written in place.
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        replace(file, out -> out.write(bytes));
    }

    /** As {@link #replace(Path, byte[])}, for what is too much to have in memory. */
    public static void replace(Path file, Content content) throws IOException {
        replace(file, content, true);
        syncFolderOf(file);
    }

    /** Replaces the file as a whole, without waiting for the disk: for what can be made again, such as a cache. */
    public static void replaceDisposable(Path file, byte[] bytes) throws IOException {
        replace(file, out -> out.write(bytes), false);
    }

    private static void replace(Path file, Content content, boolean sync) throws IOException {
        createFoldersAbove(file);
        Path temporary = file.resolveSibling(file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".tmp");
        try {
            write(temporary, content, sync);
            Replacement.takeOverWhatMay(file, temporary);
            Replacement.move(temporary, file);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private static void write(Path file, Content content, boolean sync) throws IOException {
        try (FileChannel channel =
                open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            content.writeTo(Channels.newOutputStream(channel));
            if (sync) {
                channel.force(true);
            }
        }
    }

    /** Gives a file another name in its folder, durably; the name must be free. */
    public static void rename(Path file, Path name) throws IOException {
        if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(name.toString());
        }
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
        syncFolderOf(name);
    }

    /** Creates the file, empty, if there is none; the folder must exist. Anything but a regular file is refused. */
    static void createIfMissing(Path file) throws IOException {
        if (isSpecial(file)) {
            throw new IOException(file + " is not a regular file");
        }
        if (!Files.exists(file)) {
            open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE).close();
            syncFolderOf(file);
        }
    }

    /**
     * Whether there is something that is no regular file. It is looked at once: a file that somebody removes between two
     * looks would seem to be one.
     */
    public static boolean isSpecial(Path file, LinkOption... options) {
        try {
            return !Files.readAttributes(file, BasicFileAttributes.class, options)
                    .isRegularFile();
        } catch (IOException nothingThere) {
            return false;
        }
    }

    /** Removes the file, if it exists. */
    public static void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Removes a file, or a folder with all that is in it; what links lead to stays. */
    public static void removeAll(Path place) throws IOException {
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) throws IOException {
                Files.delete(entry);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes the folder if nothing is in it; returns whether it is gone. */
    public static boolean removeIfEmpty(Path folder) throws IOException {
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    /** Makes a created, renamed or removed entry of the file's folder survive a power cut. */
    public static void syncFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), FILE_MODE);
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
