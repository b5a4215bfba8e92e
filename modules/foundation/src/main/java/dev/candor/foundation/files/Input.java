package dev.candor.foundation.files;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a user names to be read: a file, a pipe, a device or standard input, read once from its beginning to its end.
 * Gzip is recognised by its first bytes, whatever the name, and unpacked. Another thread may {@link #stop} the reading.
 */
public final class Input extends BlockStream {
    /** The most that a pipe holds unless the system's administrator allows more. */
    private static final int MAX_AFTER_STOP_BYTES = 1 << 20;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final Source source;
    private final long size;
    private InputStream content = InputStream.nullInputStream();
    private boolean begun;

    private Input(Source source, long size) {
        super(source);
        this.source = source;
        this.size = size;
    }

    /**
     * Opens a file, a pipe or a device; a pipe waits for its writer.
     *
     * @throws IOException when it is a folder, is missing, or may not be read; {@link Reasons} says which
     */
    public static Input open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder; name a file in it");
        }
        // what FileInputStream throws does not tell a missing file from a forbidden one
        path.getFileSystem().provider().checkAccess(path, AccessMode.READ);
        return new Input(
                new Source(new FileInputStream(path.toFile())), Files.isRegularFile(path) ? Files.size(path) : 0);
    }

    /** The standard input of this process. */
    public static Input standardInput() {
        return new Input(new Source(new FileInputStream(FileDescriptor.in)), 0);
    }

    /**
     * All of a file that should be small, without a byte order mark; empty when it has more than so many bytes.
     *
     * @throws IOException as {@link #open}
     */
    public static Optional<byte[]> bytes(Path path, int max) throws IOException {
        try (Input in = open(path)) {
            byte[] bytes = in.readNBytes(max + 1);
            int mark = LineScanner.byteOrderMark(bytes, 0, bytes.length);
            return bytes.length > max ? Optional.empty() : Optional.of(Arrays.copyOfRange(bytes, mark, bytes.length));
        }
    }

    /**
     * All of a file that lies at a place of its own and should be small, as it lies there; empty when it has more than so
     * many bytes.
     *
     * @throws IOException also when it is a folder, or a pipe or a device, which would be waited for
     */
    public static Optional<byte[]> regularFile(Path path, int max) throws IOException {
        if (PrivateFiles.isSpecial(path)) {
            throw new IOException("it is no regular file; move it away");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(max + 1);
            return bytes.length > max ? Optional.empty() : Optional.of(bytes);
        }
    }

    /** How many bytes were read of the source, before unpacking. */
    public long position() {
        return source.position;
    }

    /** How many bytes the source has; 0 when that is not known before its end. */
    public long size() {
        return size;
    }

    /**
     * Ends the input: what has arrived is still read, as much as a pipe holds, and nothing is waited for any more. For
     * any thread; a second time does nothing.
     */
    public void stop() {
        source.stop();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return begun().read(into, from, length);
    }

    /** Whether it is gzip, for which its beginning is waited for. */
    boolean isPacked() throws IOException {
        return begun() != source;
    }

    private InputStream begun() throws IOException {
        if (!begun) {
            begun = true;
            content = source.beginsWith(GZIP) ? new Gunzip(source) : source;
        }
        return content;
    }

    /** How many bytes are there before anything must be waited for, at least. */
    @Override
    public int available() throws IOException {
        return begun ? content.available() : source.available();
    }

    @Override
    public void close() throws IOException {
        try {
            content.close();
        } finally {
            source.close();
        }
    }

    /** The bytes as they lie there. */
    private static final class Source extends BlockStream {
        private final FileInputStream file;
        private final FileChannel channel;
        private byte[] head = {};
        private long position;
        private boolean waiting;
        private boolean stopped;
        private int leftAfterStop = MAX_AFTER_STOP_BYTES;

        Source(FileInputStream file) {
            super(file);
            this.file = file;
            this.channel = file.getChannel();
        }

        /** Looks at the first bytes, which are read all the same. */
        boolean beginsWith(byte[] magic) throws IOException {
            byte[] first = readNBytes(magic.length);
            head = first;
            return Arrays.equals(first, magic);
        }

        void stop() {
            synchronized (this) {
                stopped = true;
                if (!waiting) {
                    return;
                }
            }
            try {
                // a reader that waits has read what had arrived
                channel.close();
            } catch (IOException e) {
                // it is no longer waited for
            }
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (head.length > 0) {
                int count = Math.min(length, head.length);
                System.arraycopy(head, 0, into, from, count);
                head = Arrays.copyOfRange(head, count, head.length);
                return count;
            }
            synchronized (this) {
                if (stopped) {
                    return length == 0 ? 0 : readLeft(into, from, length);
                }
                waiting = true;
            }
            try {
                return length == 0 ? 0 : counted(channel.read(ByteBuffer.wrap(into, from, length)));
            } catch (AsynchronousCloseException e) {
                return -1;
            } finally {
                synchronized (this) {
                    waiting = false;
                }
            }
        }

        private int readLeft(byte[] into, int from, int length) throws IOException {
            int most = channel.isOpen() ? Math.min(leftAfterStop, Math.min(file.available(), length)) : 0;
            if (most == 0) {
                return -1;
            }
            int count = counted(channel.read(ByteBuffer.wrap(into, from, most)));
            leftAfterStop -= Math.max(count, 0);
            return count;
        }

        private int counted(int count) {
            position += Math.max(count, 0);
            return count;
        }

        @Override
        public int available() throws IOException {
            return channel.isOpen() ? head.length + file.available() : 0;
        }
    }
}
