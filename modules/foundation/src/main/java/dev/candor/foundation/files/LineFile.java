package dev.candor.foundation.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A plain file of lines, held under its lock (a POSIX record lock over the whole file, which ends with its process).
 * While it is held, no other Candor process changes the file, and no other thread of this one holds it. Whoever holds
 * it reads by {@link #reading}: opening and closing the path elsewhere in this process ends the lock.
 *
 * <p>Appending is all or nothing: when {@link #append} returns, the lines are on disk; when it throws, the file has
 * the length it had before.
 */
public final class LineFile implements Closeable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /**
     * The files this process holds. Closing any channel of a file ends all locks of the process on it (POSIX), so
     * while one channel is locked no second one may even be opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path held;
    private RecordLock locked;
    private boolean released;
    private boolean closed;

    private LineFile(Path path, Path held, RecordLock locked) {
        this.path = path;
        this.held = held;
        this.locked = locked;
    }

    /**
     * Opens the file and takes its lock; a missing file is created 0600 with its missing folders 0700.
     *
     * @param patience how long to wait for another holder, in this process or in another, to let go
     * @throws IOException when the path is no regular file, cannot be opened for writing, or stays locked
     */
    public static LineFile lock(Path path, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        PrivateFiles.createFoldersAbove(path);
        Path held = RealPath.of(path);
        hold(path, held, deadline);
        try {
            return new LineFile(path, held, RecordLock.open(path, deadline));
        } catch (IOException | RuntimeException e) {
            HELD.remove(held);
            throw e;
        }
    }

    private static void hold(Path path, Path held, long deadline) throws IOException {
        while (!HELD.add(held)) {
            RecordLock.poll(deadline, path + " stays locked by another thread of this process");
        }
    }

    /**
     * Lets others have the lock but keeps the file open, so that {@link #retake} is cheap. Whoever is done with the
     * file for good must {@link #close} it: when a forgotten one is closed by the garbage collector, the locks that
     * others of this process have on the file end.
     */
    public void release() throws IOException {
        released = true;
        try {
            locked.lock().release();
        } catch (ClosedChannelException endedWithItsChannel) {
            // an interrupt closed it
        } finally {
            HELD.remove(held);
        }
    }

    /**
     * Takes the lock again after {@link #release}.
     *
     * @return whether it is still the same file; if the path names another one or none now, that one is opened or made
     * @throws IOException as {@link #lock} does; then it stays released
     */
    public boolean retake(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        hold(path, held, deadline);
        try {
            boolean same = retakeSame(deadline);
            if (!same) {
                locked.channel().close();
                PrivateFiles.createFoldersAbove(path);
                locked = RecordLock.open(path, deadline);
            }
            released = false;
            return same;
        } catch (IOException | RuntimeException e) {
            HELD.remove(held);
            throw e;
        }
    }

    private boolean retakeSame(long deadline) throws IOException {
        if (!locked.channel().isOpen()) {
            return false;
        }
        locked = locked.again(path, deadline);
        return locked.isOf(path);
    }

    /** Overwrites the beginning of the file, without waiting for the disk. */
    public void note(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            locked.channel().write(rest, rest.position());
        }
    }

    /** The length in bytes. */
    public long size() throws IOException {
        return locked.channel().size();
    }

    /** A stamp of the file as it is now; see {@link FileStamp#of}. */
    public FileStamp stamp() throws IOException {
        return FileStamp.of(path);
    }

    /** A stamp that no later write can repeat; see {@link FileStamp#mark}. */
    public FileStamp mark(Instant now) throws IOException {
        return FileStamp.mark(path, now);
    }

    /** The channel for reading; its position is free to move. */
    public FileChannel reading() {
        return locked.channel();
    }

    /** How many bytes stand behind the last newline: 0 when the file is empty or ends as it should. */
    public long unfinishedLength() throws IOException {
        long size = locked.channel().size();
        ByteBuffer block = ByteBuffer.allocate(8192);
        long end = size;
        while (end > 0) {
            long from = Math.max(0, end - block.capacity());
            read(block.clear().limit((int) (end - from)), from);
            for (int i = block.limit() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return size - (from + i + 1);
                }
            }
            end = from;
        }
        return size;
    }

    /** The last bytes of the file. */
    public byte[] tail(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        read(bytes, locked.channel().size() - length);
        return bytes.array();
    }

    private void read(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = locked.channel().read(into, at);
            if (count < 0) {
                throw new IOException(path + " became shorter while it was read");
            }
            at += count;
        }
    }

    /** Moves the last bytes to the end of another file, as a line of its own; they are on disk there before they go. */
    public void moveTail(int length, Path aside) throws IOException {
        byte[] line = Arrays.copyOf(tail(length), length + 1);
        line[length] = '\n';
        PrivateFiles.append(aside, line);
        truncate(locked.channel().size() - length);
    }

    /** Cuts the file to a length and returns when that is on disk. */
    public void truncate(long length) throws IOException {
        locked.channel().truncate(length);
        locked.channel().force(false);
    }

    /** Adds a newline behind an unfinished last line and returns when it is on disk. */
    public void finishLine() throws IOException {
        write(new byte[] {'\n'});
    }

    /** Adds lines, each with a newline behind it, and returns when they are on disk ({@code fdatasync}). */
    public void append(List<byte[]> lines) throws IOException {
        int length = 0;
        for (byte[] line : lines) {
            length += line.length + 1;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] line : lines) {
            bytes.put(line).put((byte) '\n');
        }
        write(bytes.array());
    }

    private void write(byte[] bytes) throws IOException {
        long before = locked.channel().size();
        try {
            locked.channel().position(before);
            PrivateFiles.writeFully(locked.channel(), ByteBuffer.wrap(bytes));
            locked.channel().force(false);
        } catch (IOException failure) {
            try {
                locked.channel().truncate(before);
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** Lets go of the lock and the file. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (released) {
            // another holder of this process would lose its lock with our channel
            hold(path, held, System.nanoTime() + CLOSE_TIMEOUT.toNanos());
        }
        closed = true;
        try {
            locked.channel().close();
        } finally {
            HELD.remove(held);
        }
    }
}
