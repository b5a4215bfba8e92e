package dev.candor.app.http.message;

import dev.candor.foundation.files.BlockStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of at most so many bytes; a longer one ends in a {@link ProblemException}. */
public final class AtMost extends BlockStream {
    private final Problem tooLarge;
    private long left;

    /** The beginning of that stream, and the problem when there is more. */
    public AtMost(InputStream in, long most, Problem tooLarge) {
        super(in);
        this.left = most;
        this.tooLarge = tooLarge;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left < 0) {
            throw new ProblemException(tooLarge);
        }
        int count = in.read(into, from, length);
        left -= Math.max(0, count);
        if (left >= 0) {
            return count;
        }
        // the part that is within the bound is still given out, so that its rows are taken
        int within = Math.toIntExact(count + left);
        if (within == 0) {
            throw new ProblemException(tooLarge);
        }
        return within;
    }
}
