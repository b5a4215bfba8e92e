package dev.candor.foundation.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that programs in any language share: {@code flock(2)}, exclusive, on a file of its own. While it is held,
 * nobody else who takes it has it: no other process, no other thread of this one. It ends with its process, however
 * that ends. What stands in the file is neither read nor changed.
 *
 * <p>Where there is no {@code flock(2)} (another system than Linux, native calls forbidden, a file system without
 * it), the lock is that of {@link LineFile}: it excludes other Candor processes and threads, but not programs that
 * use {@code flock(2)}. {@link #isShared} tells which it is.
 */
public final class AdvisoryLock implements Closeable {
    private static final Duration POLL = Duration.ofMillis(1);

    private final boolean shared;
    private final Closeable hold;
    private boolean closed;

    private AdvisoryLock(boolean shared, Closeable hold) {
        this.shared = shared;
        this.hold = hold;
    }

    /** Makes ready what the first lock of a process needs, which takes about 12 ms; for a thread beside others. */
    public static void prepare() {
        Flock.ofThisMachine();
    }

    /**
     * Takes the lock; a missing file is created 0600 with its missing folders 0700. Whoever replaces the file while
     * others wait for it sends them to the new one.
     *
     * @param patience how long to wait for another holder to let go; zero tries once
     * @throws InterruptedIOException when the thread is interrupted while it waits; it stays interrupted
     * @throws IOException when the path is no regular file, cannot be opened for writing, or stays locked
     */
    public static AdvisoryLock take(Path file, Duration patience) throws IOException {
        return take(file, patience, Flock.ofThisMachine());
    }

    static AdvisoryLock take(Path file, Duration patience, Optional<Flock> flock) throws IOException {
        if (flock.isPresent()) {
            try {
                return new AdvisoryLock(true, take(file, patience, flock.get()));
            } catch (NoFlockException noneOnThisFileSystem) {
                // the lock below is what remains
            }
        }
        return new AdvisoryLock(false, LineFile.lock(file, patience));
    }

    private static Closeable take(Path file, Duration patience, Flock flock) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            PrivateFiles.createFoldersAbove(file);
            PrivateFiles.createIfMissing(file);
            OptionalInt descriptor = flock.tryLock(file);
            if (descriptor.isPresent()) {
                return () -> flock.close(descriptor.getAsInt());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(file + " stays locked by another program or thread, after "
                        + patience.toMillis() + " ms of waiting; try again when it has finished ('fuser " + file
                        + "' names the process)");
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the wait for the lock of " + file + " was interrupted");
            }
        }
    }

    /** Whether programs in other languages are excluded too. */
    public boolean isShared() {
        return shared;
    }

    /** Lets go of the lock; a second time does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            hold.close();
        }
    }
}
