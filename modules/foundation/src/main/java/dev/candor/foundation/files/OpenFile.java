package dev.candor.foundation.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that stays open to be written at places. It takes no lock: whoever writes must be the only one. Closing it
 * ends the locks that this process has on the file.
 */
public interface OpenFile extends Closeable {
    /**
     * Opens a file; a missing one is created 0600, durably. Its folder must exist.
     *
     * @throws IOException also when the path is a link or no regular file: somebody else may have put it there
     */
    static OpenFile at(Path file) throws IOException {
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (PrivateFiles.isSpecial(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is in the way: it is no regular file; move it away");
        }
        FileChannel channel = PrivateFiles.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (isNew) {
                PrivateFiles.syncFolderOf(file);
            }
            return new OpenChannel(channel, file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The length in bytes. */
    long size() throws IOException;

    /** Fills the buffer with what stands from a place on. */
    void read(ByteBuffer into, long from) throws IOException;

    /** Writes all of the buffer from a place on. */
    void write(ByteBuffer bytes, long from) throws IOException;

    /** Cuts the file to a length. */
    void truncate(long length) throws IOException;

    /** Returns when what was written is on disk ({@code fdatasync}). */
    void force() throws IOException;
}
