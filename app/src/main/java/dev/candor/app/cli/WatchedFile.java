package dev.candor.app.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file being read, which shows on a terminal how far it is once that takes a while. */
final class WatchedFile implements ReadableByteChannel {
    private static final long QUIET = TimeUnit.SECONDS.toNanos(1);
    private static final long REFRESH = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MEBIBYTE = 1 << 20;

    /** Says how many bytes can be read without waiting. */
    private interface Waiting {
        long bytes() throws IOException;
    }

    private final ReadableByteChannel source;
    private final Waiting waiting;
    private final String name;
    private final long size;
    private final Terminal terminal;
    private final boolean shown;
    private long read;
    private long nextShow = System.nanoTime() + QUIET;
    private boolean showing;

    private WatchedFile(ReadableByteChannel source, Waiting waiting, String name, long size, Terminal terminal) {
        this.source = source;
        this.waiting = waiting;
        this.name = name;
        this.size = size;
        this.terminal = terminal;
        this.shown = Terminal.isTerminal(2);
    }

    static WatchedFile open(Path file, String name, Terminal terminal) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        SeekableByteChannel channel = Files.newByteChannel(file);
        return new WatchedFile(channel, () -> channel.size() - channel.position(), name, channel.size(), terminal);
    }

    static WatchedFile standardInput(Terminal terminal) {
        FileInputStream in = new FileInputStream(FileDescriptor.in);
        return new WatchedFile(in.getChannel(), in::available, "standard input", 0, terminal);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = source.read(into);
        read += Math.max(0, count);
        if (shown && System.nanoTime() - nextShow > 0) {
            String part = size > 0 ? " (" + 100 * read / size + " %)" : "";
            terminal.progress("reading " + name + ": " + read / MEBIBYTE + " MiB" + part);
            showing = true;
            nextShow = System.nanoTime() + REFRESH;
        }
        return count;
    }

    /** The same as a stream, to be closed with the file. */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return length == 0 ? 0 : WatchedFile.this.read(ByteBuffer.wrap(into, from, length));
            }

            @Override
            public int available() throws IOException {
                return Math.clamp(waiting.bytes(), 0, Integer.MAX_VALUE);
            }
        };
    }

    /** Takes the progress off the terminal. */
    void finish() {
        if (showing) {
            terminal.progress("");
            showing = false;
        }
    }

    @Override
    public boolean isOpen() {
        return source.isOpen();
    }

    @Override
    public void close() throws IOException {
        finish();
        source.close();
    }
}
