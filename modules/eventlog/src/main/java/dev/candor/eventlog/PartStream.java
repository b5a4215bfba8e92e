package dev.candor.eventlog;

import dev.candor.foundation.files.BlockStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** The bytes of a part as they were written. Where a compressed file is damaged they end, and that is told. */
final class PartStream extends BlockStream {
    private final long bytesOnDisk;
    private boolean broken;

    /**
     * A stream over a part.
     *
     * @param broken whether nothing can be read to begin with
     */
    PartStream(InputStream in, long bytesOnDisk, boolean broken) {
        super(in);
        this.bytesOnDisk = bytesOnDisk;
        this.broken = broken;
    }

    /** Whether rows that were here cannot be unpacked any more. */
    boolean isBroken() {
        return broken;
    }

    long bytesOnDisk() {
        return bytesOnDisk;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (broken) {
            return -1;
        }
        try {
            return in.read(into, from, length);
        } catch (ZipException | EOFException e) {
            broken = true;
            return -1;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        if (broken) {
            return 0;
        }
        try {
            return in.skip(count);
        } catch (ZipException | EOFException e) {
            broken = true;
            return 0;
        }
    }
}
