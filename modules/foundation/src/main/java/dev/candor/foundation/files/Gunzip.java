package dev.candor.foundation.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of gzip (RFC 1952), one member after the other; zero bytes after a member are padding. The JDK's own stream
 * takes whatever follows a member for its end; this one gives the content of the members and then throws
 * {@link TrailingBytesException}. Broken data is a {@link ZipException}, thrown after what could be unpacked. Close it to
 * release memory outside the heap; the stream below stays open.
 */
public final class Gunzip extends BlockStream {
    private static final int BUFFER_BYTES = 1 << 13;
    private static final int MAGIC = 0x1f8b;
    private static final int DEFLATE = 8;
    private static final int CHECK = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int BYTES_NOT_USED = 6;
    private static final long UINT = 0xFFFF_FFFFL;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int filled;
    private boolean inMember;
    private boolean ended;
    private long members;

    /** The content of this stream. */
    public Gunzip(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || begin()) {
            int count = inflate(into, from, length);
            if (count > 0) {
                sum.update(into, from, count);
                return count;
            }
            if (inflater.finished()) {
                end();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("expected gzip without a preset dictionary, found one that needs it");
            } else {
                at = filled;
                mustFill("data");
                inflater.setInput(buffer, at, filled - at);
            }
        }
        return -1;
    }

    /** Whether there is something to work on before anything must be waited for; 1 for yes. */
    @Override
    public int available() throws IOException {
        boolean here = inMember ? inflater.getRemaining() > 0 : at < filled;
        return !ended && (here || in.available() > 0) ? 1 : 0;
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] into, int from, int length) throws ZipException {
        try {
            return inflater.inflate(into, from, length);
        } catch (DataFormatException e) {
            throw new ZipException("expected gzip, found data that cannot be unpacked in member " + members);
        }
    }

    /** Goes into the next member; false when there is none. */
    private boolean begin() throws IOException {
        if (ended || !hasMore()) {
            if (members == 0) {
                throw new ZipException("expected gzip, found nothing");
            }
            ended = true;
            return false;
        }
        if (!isMagic()) {
            if (members == 0) {
                throw new ZipException("expected gzip, found something else");
            }
            throw new TrailingBytesException("expected the end, or more gzip, after member " + members
                    + " of the gzip data, found other bytes; the rows before them were read");
        }
        if (next() != DEFLATE) {
            throw new ZipException("expected gzip with the method deflate, found another one");
        }
        skipHeader(next());
        members++;
        inMember = true;
        sum.reset();
        inflater.reset();
        inflater.setInput(buffer, at, filled - at);
        return true;
    }

    /** Whether another byte follows, after a member one that is no padding. */
    private boolean hasMore() throws IOException {
        while (at < filled || fill()) {
            if (members == 0 || buffer[at] != 0) {
                return true;
            }
            at++;
        }
        return false;
    }

    private boolean isMagic() throws IOException {
        return next() == MAGIC >>> 8 && (at < filled || fill() || members == 0) && next() == (MAGIC & 0xFF);
    }

    private void skipHeader(int flags) throws IOException {
        if ((flags & RESERVED) != 0) {
            throw new ZipException("expected a gzip header as RFC 1952 has it, found flags that it reserves");
        }
        skip(BYTES_NOT_USED);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & CHECK) != 0) {
            skip(2);
        }
    }

    private void end() throws IOException {
        at = filled - inflater.getRemaining();
        inMember = false;
        if (number() != sum.getValue() || number() != (inflater.getBytesWritten() & UINT)) {
            throw new ZipException("expected the check sum and length of gzip member " + members
                    + " to be those of its data, found others");
        }
    }

    private long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            number |= (long) next() << shift;
        }
        return number;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // up to its end
        }
    }

    private int next() throws IOException {
        if (at == filled) {
            mustFill("header and check sum");
        }
        return buffer[at++] & 0xFF;
    }

    private void mustFill(String part) throws IOException {
        if (!fill()) {
            throw new ZipException(
                    "expected whole gzip, but it ends within the " + part + " of member " + Math.max(1, members));
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
