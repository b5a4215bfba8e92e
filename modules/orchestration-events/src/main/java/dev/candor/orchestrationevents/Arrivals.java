package dev.candor.orchestrationevents;

import dev.candor.foundation.files.BlockStream;
import java.io.IOException;
import java.io.InputStream;

/** An input that says when all of what has arrived was taken: before it is asked for more, which may take long. */
final class Arrivals extends BlockStream {
    private final Runnable taken;
    private boolean ended;

    Arrivals(InputStream input, Runnable taken) {
        super(input);
        this.taken = taken;
    }

    /** Whether there is no more: a line that is visited now has no newline. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        taken.run();
        int count = in.read(into, from, length);
        ended = count < 0;
        return count;
    }
}
