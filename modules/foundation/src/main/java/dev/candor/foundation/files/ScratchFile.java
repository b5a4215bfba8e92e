package dev.candor.foundation.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What does not fit in memory for a while. Its name is gone as soon as it is open, where the system can do that (Unix), so
 * that nothing is left behind however the process ends.
 */
public final class ScratchFile implements Closeable {
    private static final int MAX_NAMES = 1000;

    private final FileChannel channel;

    private ScratchFile(FileChannel channel) {
        this.channel = channel;
    }

    /** An empty file in a folder, which is made when it is missing. */
    public static ScratchFile in(Path folder) throws IOException {
        PrivateFiles.createFolders(folder);
        String name = "scratch-" + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().threadId() + "-";
        for (int i = 0; i < MAX_NAMES; i++) {
            try {
                return new ScratchFile(PrivateFiles.open(
                        folder.resolve(name + i),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
            } catch (FileAlreadyExistsException taken) {
                // left by a process of the same number, where names do not go at once
            }
        }
        throw new IOException(folder + " is full of files " + name + "*; remove them");
    }

    /** Bytes in it. */
    public long size() throws IOException {
        return channel.size();
    }

    /** Adds to its end; not buffered. Closing the stream does nothing. */
    public OutputStream append() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
                while (rest.hasRemaining()) {
                    channel.write(rest, channel.size());
                }
            }
        };
    }

    /** Reads it from its beginning; not buffered. Several streams may be read in turns. Closing one does nothing. */
    public InputStream read() {
        return new BlockStream(InputStream.nullInputStream()) {
            private long at;

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = channel.read(ByteBuffer.wrap(into, from, length), at);
                at += Math.max(count, 0);
                return count;
            }
        };
    }

    /** Ends it; its bytes are gone. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
