package dev.candor.eventlog;

import dev.candor.foundation.files.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Memory that rows pass through on their way to a file, so that a group is one write. Not for two threads. */
final class RowBuffer {
    /** Groups up to this length are one write, in bytes. */
    static final int MAX_BYTES = 4 << 20;

    private static final int FIRST_BYTES = 1 << 18;

    private ByteBuffer memory = ByteBuffer.allocateDirect(FIRST_BYTES);

    void write(List<Batch> batches, OpenFile file, long from) throws IOException {
        long at = from;
        memory.clear();
        for (Batch batch : batches) {
            for (byte[] row : batch.rows()) {
                if (memory.remaining() <= row.length && !grow(row.length + 1)) {
                    at = flush(file, at);
                }
                memory.put(row).put((byte) '\n');
            }
        }
        flush(file, at);
    }

    private boolean grow(int more) {
        int needed = memory.position() + more;
        if (needed > MAX_BYTES) {
            return false;
        }
        ByteBuffer larger = ByteBuffer.allocateDirect(Math.min(MAX_BYTES, Math.max(needed, 4 * memory.capacity())));
        memory = larger.put(memory.flip());
        return true;
    }

    private long flush(OpenFile file, long at) throws IOException {
        long behind = at + memory.position();
        file.write(memory.flip(), at);
        memory.clear();
        return behind;
    }

    /** Writes what stands between two places to where it stands. */
    void rewrite(OpenFile file, long from, long to) throws IOException {
        for (long at = from; at < to; at += memory.limit()) {
            memory.clear().limit((int) Math.min(memory.capacity(), to - at));
            file.read(memory, at);
            file.write(memory.flip(), at);
        }
    }
}
