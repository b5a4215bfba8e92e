package dev.candor.export.internal.verify;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Pulls the rows out of a CSV file (RFC 4180, ended by LF or CRLF), one at a time, as they stand there. */
final class CsvRows implements Closeable {
    /** An event may be this long, and each quote in it stands twice. */
    static final int MAX_BYTES = 1 << 22;

    private static final int CHUNK_BYTES = 1 << 16;

    /** The rest of the file is no CSV. */
    static final class UnreadableRowException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableRowException(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final ByteArrayOutputStream row = new ByteArrayOutputStream();
    private int at;
    private int filled;

    private CsvRows(InputStream in) {
        this.in = in;
    }

    static CsvRows open(Path file) throws IOException {
        return new CsvRows(Files.newInputStream(file));
    }

    /** The next row with the newline that ends it, if it has one; empty at the end. */
    Optional<byte[]> next() throws IOException, UnreadableRowException {
        row.reset();
        boolean quoted = false;
        while (fill()) {
            int from = at;
            while (at < filled) {
                byte c = chunk[at++];
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '\n' && !quoted) {
                    row.write(chunk, from, at - from);
                    return Optional.of(row.toByteArray());
                }
            }
            row.write(chunk, from, at - from);
            if (row.size() > MAX_BYTES) {
                throw new UnreadableRowException("the next one has no end within " + MAX_BYTES
                        + " bytes; a quote that nothing closes swallows all rows behind it");
            }
        }
        if (quoted) {
            throw new UnreadableRowException("the next one opens a quote that nothing closes");
        }
        return row.size() == 0 ? Optional.empty() : Optional.of(row.toByteArray());
    }

    private boolean fill() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(chunk));
        }
        return at < filled;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
