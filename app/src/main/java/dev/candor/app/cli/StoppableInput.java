package dev.candor.app.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/**
 * An input that another thread can end: what has arrived by then is still read, as much as a pipe holds, and nothing is
 * waited for any more.
 */
final class StoppableInput implements ReadableByteChannel {
    /** The most that a pipe holds unless the system's administrator allows more. */
    private static final int MOST_LEFT_BYTES = 1 << 20;

    private final FileInputStream input;
    private final FileChannel channel;
    private boolean waiting;
    private boolean stopped;
    private int left = MOST_LEFT_BYTES;

    StoppableInput(FileInputStream input) {
        this.input = input;
        this.channel = input.getChannel();
    }

    /** Ends the input; a second time does nothing. */
    void stop() {
        synchronized (this) {
            stopped = true;
            if (!waiting) {
                return;
            }
        }
        try {
            // who waits for input has read what had arrived
            channel.close();
        } catch (IOException e) {
            // it is no longer waited for
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        synchronized (this) {
            if (stopped) {
                return readLeft(into);
            }
            waiting = true;
        }
        try {
            return channel.read(into);
        } catch (AsynchronousCloseException e) {
            return -1;
        } finally {
            synchronized (this) {
                waiting = false;
            }
        }
    }

    private int readLeft(ByteBuffer into) throws IOException {
        int most = channel.isOpen() ? Math.min(left, Math.min(input.available(), into.remaining())) : 0;
        if (most == 0) {
            return -1;
        }
        int limit = into.limit();
        into.limit(into.position() + most);
        int count = channel.read(into);
        into.limit(limit);
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
