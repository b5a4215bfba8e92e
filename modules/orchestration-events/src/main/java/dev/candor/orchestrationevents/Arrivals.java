package dev.candor.orchestrationevents;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** An input that says when all of what has arrived was taken: before it is asked for more, which may take long. */
final class Arrivals implements ReadableByteChannel {
    private final ReadableByteChannel input;
    private final Runnable taken;
    private boolean ended;

    Arrivals(ReadableByteChannel input, Runnable taken) {
        this.input = input;
        this.taken = taken;
    }

    /** Whether there is no more: a line that is visited now has no newline. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        taken.run();
        int count = input.read(into);
        ended = count < 0;
        return count;
    }

    @Override
    public boolean isOpen() {
        return input.isOpen();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
