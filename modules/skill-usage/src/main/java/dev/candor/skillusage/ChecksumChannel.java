package dev.candor.skillusage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;

/** Reads through to another channel and keeps the checksum and the number of all bytes that came by. */
final class ChecksumChannel implements ReadableByteChannel {
    private static final int BLOCK = 1 << 18;

    private final ReadableByteChannel source;
    private final CRC32 crc = new CRC32();
    private long count;

    ChecksumChannel(ReadableByteChannel source) {
        this.source = source;
    }

    /** Reads the first bytes; whether there are so many, with this checksum. */
    boolean startsWith(long length, long checksum) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(Math.clamp(length, 1, BLOCK));
        while (count < length) {
            block.clear().limit((int) Math.min(block.capacity(), length - count));
            if (read(block) < 0) {
                return false;
            }
        }
        return crc.getValue() == checksum;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int from = into.position();
        int read = source.read(into);
        if (read > 0) {
            crc.update(into.duplicate().position(from).limit(from + read));
            count += read;
        }
        return read;
    }

    long count() {
        return count;
    }

    long checksum() {
        return crc.getValue();
    }

    @Override
    public boolean isOpen() {
        return source.isOpen();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
