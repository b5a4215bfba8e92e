package dev.candor.foundation.files;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of files that is written beside its place and takes that place in one step: whoever looks, and whoever looks
 * after a kill or a power cut, finds the earlier folder or this one. Where a system cannot swap two folders, the earlier one
 * is renamed first; a kill between the two renames leaves no folder, and the next one for that place puts the earlier one
 * back. One folder at a time is written for a place, by a lock beside it.
 */
public final class StagedFolder implements Closeable {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path staged;
    private final Path former;
    private final Path lockFile;
    private final AdvisoryLock lock;

    private StagedFolder(Path target) throws IOException {
        this.target = target;
        // beside the folder, because everything in it is part of it
        this.staged = beside("new");
        this.former = beside("old");
        this.lockFile = beside("lock");
        this.lock = AdvisoryLock.take(lockFile, LOCK_TIMEOUT);
    }

    /**
     * An empty folder for a place. What killed writers left is removed.
     *
     * @throws IOException also when another one is written for that place for too long
     */
    public static StagedFolder beside(Path place) throws IOException {
        StagedFolder folder = new StagedFolder(Files.isSymbolicLink(place) ? place.toRealPath() : place);
        try {
            folder.begin();
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private Path beside(String ending) {
        return target.resolveSibling("." + target.getFileName() + "." + ending);
    }

    private void begin() throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(former, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(former, target, StandardCopyOption.ATOMIC_MOVE);
        }
        remove(former);
        remove(staged);
        PrivateFiles.createFolders(staged);
    }

    /** The place. */
    public Path target() {
        return target;
    }

    /** Writes a file into it, and waits for the disk. */
    public MeasuredStream write(String name, PrivateFiles.Content content) throws IOException {
        try (FileChannel channel =
                PrivateFiles.open(staged.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            MeasuredStream measured = new MeasuredStream(Channels.newOutputStream(channel));
            BufferedOutputStream out = new BufferedOutputStream(measured, BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            channel.force(true);
            return measured;
        }
    }

    /** Puts it in its place. An earlier folder there is removed; its files give theirs their mode, owner and group. */
    public void putInPlace() throws IOException {
        PrivateFiles.syncFolderOf(staged.resolve("any"));
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            takeOver();
            if (!Flock.exchanged(staged, target)) {
                Files.move(target, former, StandardCopyOption.ATOMIC_MOVE);
                Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        PrivateFiles.syncFolderOf(target);
    }

    private void takeOver() throws IOException {
        for (Path file : entries(staged)) {
            Replacement.takeOverWhatMay(target.resolve(file.getFileName()), file);
        }
        Files.setPosixFilePermissions(staged, Files.getPosixFilePermissions(target));
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : entries(folder)) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** Removes it unless it was put in place, and what it replaced. */
    @Override
    public void close() throws IOException {
        try {
            remove(staged);
            remove(former);
        } finally {
            unlock();
        }
    }

    /** Waiters re-open the path, so the lock file may be deleted before the lock is released. */
    private void unlock() throws IOException {
        try {
            PrivateFiles.remove(lockFile);
        } finally {
            lock.close();
        }
    }
}
