package dev.candor.foundation.eventlog;

import dev.candor.foundation.eventlog.EventLog.RowVisitor;
import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/** Reads the finished rows of one file: what has no newline yet is not there yet. */
final class RowReader implements LineScanner.Visitor {
    private static final int BLOCK = 8192;

    private final RowVisitor visitor;

    private RowReader(RowVisitor visitor) {
        this.visitor = visitor;
    }

    /**
     * Visits the rows behind an offset.
     *
     * @return the offset behind the last of them
     */
    static long read(SeekableByteChannel file, long from, RowVisitor visitor) throws IOException {
        long end = finishedLength(file);
        if (from > end || (from > 0 && byteAt(file, from - 1) != '\n')) {
            throw new UnknownPositionException("no row ends at byte " + from + " of a file whose rows end at " + end);
        }
        file.position(from);
        // one line stands before, so that no byte order mark is looked for
        LineScanner.scan(new Slice(file, end - from), 1, new RowReader(visitor));
        return end;
    }

    /** The length of a file without an unfinished last line. */
    static long finishedLength(SeekableByteChannel file) throws IOException {
        long end = file.size();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (end > 0) {
            long from = Math.max(0, end - BLOCK);
            int length = (int) (end - from);
            file.position(from);
            block.clear().limit(length);
            while (block.hasRemaining() && file.read(block) >= 0) {
                // until the block is full
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    private static byte byteAt(SeekableByteChannel file, long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        file.position(position).read(one);
        return one.get(0);
    }

    @Override
    public void line(long number, byte[] bytes, int from, int to) throws IOException {
        visitor.row(bytes, from, to);
    }

    @Override
    public void overlongLine(long number) throws IOException {
        visitor.row(new byte[0], 0, 0);
    }

    /** The next so many bytes of a channel. */
    private static final class Slice implements ReadableByteChannel {
        private final SeekableByteChannel file;
        private long left;

        Slice(SeekableByteChannel file, long length) {
            this.file = file;
            this.left = length;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (left == 0) {
                return -1;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + left));
            int count = file.read(into);
            into.limit(limit);
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
