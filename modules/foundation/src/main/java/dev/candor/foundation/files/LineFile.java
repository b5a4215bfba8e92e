package dev.candor.foundation.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A plain file of lines, held under its lock (a POSIX record lock over the whole file, which ends with its process).
 * While it is held, no other Candor process changes the file, and no other thread of this one holds it. Whoever holds
 * it reads by {@link #reading}: opening and closing the path elsewhere in this process ends the lock.
 *
 * <p>Appending is all or nothing: when {@link #append} returns, the lines are on disk; when it throws, the file has
 * the length it had before.
 */
public final class LineFile implements Closeable {
    private static final Duration POLL = Duration.ofMillis(1);

    /**
     * The files this process holds. Closing any channel of a file ends all locks of the process on it (POSIX), so
     * while one channel is locked no second one may even be opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path held;
    private final FileChannel channel;
    private boolean closed;

    private LineFile(Path path, Path held, FileChannel channel) {
        this.path = path;
        this.held = held;
        this.channel = channel;
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
        while (!HELD.add(held)) {
            poll(deadline, path + " stays locked by another thread of this process");
        }
        try {
            while (true) {
                Optional<FileChannel> channel = openLocked(path, deadline);
                if (channel.isPresent()) {
                    return new LineFile(path, held, channel.get());
                }
                poll(deadline, path + " is moved away again and again");
            }
        } catch (IOException | RuntimeException e) {
            HELD.remove(held);
            throw e;
        }
    }

    /** Empty when the file was moved away meanwhile, so that it is no longer the one that the path names. */
    private static Optional<FileChannel> openLocked(Path path, long deadline) throws IOException {
        PrivateFiles.createIfMissing(path);
        Optional<FileStamp> named = stampIfPresent(path);
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
            while (!isLocked(channel)) {
                poll(deadline, path + " stays locked by another process");
            }
            Optional<FileStamp> now = stampIfPresent(path);
            if (now.isPresent() && now.get().inode() == named.get().inode()) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<FileStamp> stampIfPresent(Path path) throws IOException {
        try {
            return Optional.of(FileStamp.of(path));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static void poll(long deadline, String otherwise) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException(otherwise);
        }
        LockSupport.parkNanos(POLL.toNanos());
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldUnderAnotherName) {
            return false;
        }
    }

    /** The length in bytes. */
    public long size() throws IOException {
        return channel.size();
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
        return channel;
    }

    /** How many bytes stand behind the last newline: 0 when the file is empty or ends as it should. */
    public long unfinishedLength() throws IOException {
        long size = channel.size();
        if (size == 0 || byteAt(size - 1) == '\n') {
            return 0;
        }
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

    private byte byteAt(long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        read(one, position);
        return one.get(0);
    }

    /** The last bytes of the file. */
    public byte[] tail(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        read(bytes, channel.size() - length);
        return bytes.array();
    }

    private void read(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
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
        truncate(channel.size() - length);
    }

    /** Cuts the file to a length and returns when that is on disk. */
    public void truncate(long length) throws IOException {
        channel.truncate(length);
        channel.force(false);
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
        long before = channel.size();
        try {
            channel.position(before);
            PrivateFiles.writeFully(channel, ByteBuffer.wrap(bytes));
            channel.force(false);
        } catch (IOException failure) {
            try {
                channel.truncate(before);
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** Lets go of the lock and the file. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                channel.close();
            } finally {
                HELD.remove(held);
            }
        }
    }
}
