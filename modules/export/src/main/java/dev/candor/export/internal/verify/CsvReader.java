package dev.candor.export.internal.verify;

import dev.candor.foundation.json.BrokenTextException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pulls the rows out of a CSV file (RFC 4180, ended by LF or CRLF), one at a time. */
final class CsvReader implements Closeable {
    /** An event may be a fourth of this, and each quote in it stands twice. */
    static final int MAX_ROW_BYTES = 1 << 22;

    private static final int CHUNK_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int at;
    private int filled;

    /**
     * A cell.
     *
     * @param isQuoted whether it stands in quotes, by which an empty text is told from none
     */
    record Cell(String text, boolean isQuoted) {
        /** Nothing, as against an empty text. */
        boolean isAbsent() {
            return text.isEmpty() && !isQuoted;
        }
    }

    CsvReader(Path file) throws IOException {
        this.in = Files.newInputStream(file);
    }

    /**
     * The next row with the newline that ends it, if it has one; empty at the end.
     *
     * @throws BrokenTextException when the rest of the file is no CSV
     */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        boolean quoted = false;
        boolean ended = false;
        while (!ended && fill()) {
            int from = at;
            while (!ended && at < filled) {
                byte c = chunk[at++];
                quoted ^= c == '"';
                ended = c == '\n' && !quoted;
            }
            row.write(chunk, from, at - from);
            if (row.size() > MAX_ROW_BYTES) {
                throw new BrokenTextException("it has no end within " + MAX_ROW_BYTES
                        + " bytes; a quote that nothing closes swallows all rows after it");
            }
        }
        if (quoted) {
            throw new BrokenTextException("it opens a quote that nothing closes");
        }
        try {
            return row.size() == 0
                    ? Optional.empty()
                    : Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(row.toByteArray()))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new BrokenTextException("it is not valid UTF-8");
        }
    }

    private boolean fill() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(chunk));
        }
        return at < filled;
    }

    /** The cells of a row. */
    static List<Cell> cells(String row) throws BrokenTextException {
        String text = row.replaceFirst("\r?\n\\z", "");
        List<Cell> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            boolean quoted = at < text.length() && text.charAt(at) == '"';
            int end = quoted ? afterQuotes(text, at) : text.indexOf(',', at);
            end = end < 0 ? text.length() : end;
            String cell = text.substring(at, end);
            if ((end < text.length() && text.charAt(end) != ',') || (!quoted && cell.indexOf('"') >= 0)) {
                throw new BrokenTextException("cell " + (cells.size() + 1) + " has a quote in a place of no quote");
            }
            cells.add(new Cell(quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell, quoted));
            if (end == text.length()) {
                return cells;
            }
            at = end + 1;
        }
    }

    private static int afterQuotes(String text, int quote) throws BrokenTextException {
        int at = quote + 1;
        while (true) {
            at = text.indexOf('"', at) + 1;
            if (at == 0) {
                throw new BrokenTextException("a cell opens a quote that nothing closes");
            }
            if (at == text.length() || text.charAt(at) != '"') {
                return at;
            }
            at++;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
