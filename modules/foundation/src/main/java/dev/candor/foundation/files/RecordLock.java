package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** An open file, the POSIX record lock over the whole of it, and which file it is, whatever its path names later. */
record RecordLock(FileChannel channel, FileLock lock, Optional<Object> key) {
    private static final long POLL = Duration.ofMillis(1).toNanos();

    /**
     * Opens the file that the path names, creating it if there is none, and waits for its lock.
     *
     * @param deadline by {@link System#nanoTime}
     * @throws IOException when the path is no regular file, cannot be opened for writing, or stays locked
     */
    static RecordLock open(Path path, long deadline) throws IOException {
        while (true) {
            Optional<RecordLock> locked = tryToOpen(path, deadline);
            if (locked.isPresent()) {
                return locked.get();
            }
            poll(deadline, path + " is moved away again and again");
        }
    }

    /** Empty when the file was moved away meanwhile, so that it is no longer the one that the path names. */
    private static Optional<RecordLock> tryToOpen(Path path, long deadline) throws IOException {
        PrivateFiles.createIfMissing(path);
        Optional<Object> named = keyIfPresent(path);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel;
        try {
            channel = PrivateFiles.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException movedAway) {
            return Optional.empty();
        }
        try {
            RecordLock locked = new RecordLock(channel, waitFor(channel, path, deadline), named);
            if (locked.isOf(path)) {
                return Optional.of(locked);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The same open file with its lock taken again; its path is for the sentence that says why not. */
    RecordLock again(Path path, long deadline) throws IOException {
        return new RecordLock(channel, waitFor(channel, path, deadline), key);
    }

    /** Whether the path names this file. */
    boolean isOf(Path path) throws IOException {
        return keyIfPresent(path).equals(key);
    }

    private static Optional<Object> keyIfPresent(Path path) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static FileLock waitFor(FileChannel channel, Path path, long deadline) throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException heldUnderAnotherName) {
                // a holder in this process is waited for as one in another
            }
            poll(deadline, path + " stays locked by another process");
        }
    }

    /** Waits for a moment before the next attempt, or refuses with a sentence when the deadline is over. */
    static void poll(long deadline, String otherwise) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException(otherwise);
        }
        LockSupport.parkNanos(POLL);
    }
}
