package dev.candor.foundation.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A stream as a channel, which gives no bytes rather than wait for them, when it is told not to wait. */
final class Arrivals implements ReadableByteChannel {
    private final InputStream in;
    private boolean waiting = true;
    private boolean ended;

    Arrivals(InputStream in) {
        this.in = in;
    }

    /** From now on a read waits for bytes, or does not. */
    void waiting(boolean wait) {
        waiting = wait;
    }

    boolean isAtEnd() {
        return ended;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!waiting && in.available() == 0) {
            return 0;
        }
        int count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.position() + Math.max(0, count));
        ended = count < 0;
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // the stream is closed by its owner
    }
}
