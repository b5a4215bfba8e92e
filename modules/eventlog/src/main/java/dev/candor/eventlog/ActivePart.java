package dev.candor.eventlog;

import dev.candor.foundation.files.OpenFile;
import dev.candor.foundation.files.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part that rows are appended to, open, for whoever holds the log's lock. What a failed wait for the disk leaves
 * behind is not trusted: nothing is appended before {@link #recover} succeeded.
 */
final class ActivePart implements Closeable {
    /** Opens files; another one makes them fail, for tests. */
    interface Opener {
        OpenFile open(Path file) throws IOException;

        /** Makes the entry of a file, or a folder, in its folder survive a power cut. */
        default void syncFolderOf(Path file) throws IOException {
            PrivateFiles.syncFolderOf(file);
        }
    }

    private static final long NOTHING = -1;

    private final FilePosition start;
    private final Path path;
    private final Opener opener;
    private final RowBuffer buffer;
    private OpenFile file;
    private @Nullable Object key;
    private long length;
    private long synced;
    private boolean poisoned;
    private long cutTo = NOTHING;

    /**
     * Opens it.
     *
     * @param start its beginning
     * @param syncedTo up to where it is known to be on disk, if it is that long
     */
    ActivePart(FilePosition start, Path path, long syncedTo, Opener opener, RowBuffer buffer) throws IOException {
        this.start = start;
        this.path = path;
        this.opener = opener;
        this.buffer = buffer;
        this.file = opener.open(path);
        try {
            this.synced = file.size() < syncedTo ? 0 : syncedTo;
            this.key = attributes().fileKey();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    int day() {
        return start.day();
    }

    int part() {
        return start.part();
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    /** The place behind the last row. */
    FilePosition end() {
        return start.at(length);
    }

    /** The place up to where rows are on disk. */
    FilePosition syncedTo() {
        return start.at(synced);
    }

    boolean isOnDisk() {
        return synced == length;
    }

    boolean isPoisoned() {
        return poisoned;
    }

    /** Whether refused rows still stand behind the last row because the disk would not take them back. */
    boolean isDoubtful() {
        return cutTo != NOTHING;
    }

    /** Learns from another holder of the lock up to where rows are on disk. */
    void learn(LockNote note) {
        synced = Math.max(synced, note.syncedTo().offset());
        if (note.doubtful()) {
            length = note.syncedTo().offset();
            cutTo = length;
            poisoned = true;
        } else {
            // another one has dealt with it and perhaps went on: what stands there now may be acknowledged
            cutTo = NOTHING;
        }
    }

    /** The length of the file, if its path still names it. */
    long sizeIfStillThere() throws IOException {
        try {
            BasicFileAttributes now = attributes();
            return key != null && key.equals(now.fileKey()) ? now.size() : NOTHING;
        } catch (NoSuchFileException gone) {
            return NOTHING;
        }
    }

    /** Takes note of what others appended. */
    void catchUp(long size, TornTail torn) throws IOException {
        if (size == length) {
            return;
        }
        if (size < length) {
            synced = Math.min(synced, size);
        }
        long end = finishedLength(size);
        if (end < size) {
            torn.keepAside(file, end, size);
            file.truncate(end);
            file.force();
            synced = end;
        }
        length = end;
        synced = Math.min(synced, length);
    }

    private long finishedLength(long size) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(8192);
        long end = size;
        // most files end as they should: one byte tells
        int most = 1;
        while (end > 0) {
            long from = Math.max(0, end - most);
            file.read(block.clear().limit((int) (end - from)), from);
            for (int i = block.limit() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
            most = block.capacity();
        }
        return 0;
    }

    /**
     * Appends rows and returns when they are on disk, and all that stands before them.
     *
     * @throws IOException when they are not; then none of them is there
     */
    void append(List<Batch> batches, long bytes) throws IOException {
        boolean written = false;
        try {
            buffer.write(batches, file, length);
            written = true;
            file.force();
            length += bytes;
            synced = length;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            takeBack(written);
            throw e;
        }
    }

    private void takeBack(boolean syncFailed) {
        poisoned |= syncFailed;
        try {
            file.truncate(length);
        } catch (IOException | RuntimeException e) {
            poisoned = true;
            cutTo = length;
        }
    }

    /** Waits until all rows are on disk, also those of others. */
    void sync() throws IOException {
        try {
            file.force();
            synced = length;
        } catch (IOException | RuntimeException e) {
            poisoned = true;
            throw e;
        }
    }

    /**
     * Makes it worthy of trust again after a failed wait: the file is opened anew, refused rows are cut off, and rows
     * that may be in memory only are written once more, because the system may believe that they are on disk.
     */
    void recover() throws IOException {
        close();
        file = opener.open(path);
        if (cutTo != NOTHING && file.size() > cutTo) {
            file.truncate(cutTo);
        }
        long size = Math.min(file.size(), length);
        buffer.rewrite(file, Math.min(synced, size), size);
        file.force();
        if (file.size() < length) {
            throw new IOException(
                    path + " has " + file.size() + " bytes after it was opened anew, expected at least " + length);
        }
        synced = length;
        cutTo = NOTHING;
        poisoned = false;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // what was acknowledged is on disk
        }
    }
}
