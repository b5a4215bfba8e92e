package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param inode the file's number on its file system
 * @param size bytes
 * @param modified nanoseconds since the epoch of the last write
 * @param changed nanoseconds since the epoch of the last change of content or attributes
 */
public record FileStamp(long inode, long size, long modified, long changed) {
    /** The stamp of the file as it is now. */
    public static FileStamp of(Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime");
        return new FileStamp(
                (long) attributes.getOrDefault("ino", 0L),
                (long) attributes.getOrDefault("size", 0L),
                nanos(attributes.get("lastModifiedTime")),
                nanos(attributes.get("ctime")));
    }

    /**
     * Gives the file a modification time of its own, in whole milliseconds, and returns the stamp. The kernel stamps
     * writes by a clock that ticks every few milliseconds, so that two writes in one tick look alike; a write after
     * this call does not look like this one.
     */
    public static FileStamp mark(Path file, Instant now) throws IOException {
        // not by Files.setLastModifiedTime: it opens and closes the file, which ends this process's lock on it
        if (!file.toFile().setLastModified(now.toEpochMilli())) {
            throw new IOException(file + " cannot be given a modification time");
        }
        return of(file);
    }

    /** Whether the file is as it was. (A record's generated equality is linked when first used, which takes a while.) */
    public boolean isSame(FileStamp other) {
        return inode == other.inode && size == other.size && modified == other.modified && changed == other.changed;
    }

    private static long nanos(@Nullable Object time) {
        return time instanceof FileTime fileTime ? fileTime.to(TimeUnit.NANOSECONDS) : 0L;
    }
}
