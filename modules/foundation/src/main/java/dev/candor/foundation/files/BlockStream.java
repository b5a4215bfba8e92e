package dev.candor.foundation.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that does its work in blocks: one byte is a block too, what is skipped is read, and no place is marked. */
public abstract class BlockStream extends FilterInputStream {
    private static final int MAX_SKIPPED = 1 << 13;

    /** A stream over another one. */
    protected BlockStream(InputStream in) {
        super(in);
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] into, int from, int length) throws IOException;

    @Override
    public long skip(long count) throws IOException {
        byte[] block = new byte[Math.clamp(count, 0, MAX_SKIPPED)];
        return Math.max(0, read(block, 0, block.length));
    }

    @Override
    public final boolean markSupported() {
        return false;
    }
}
