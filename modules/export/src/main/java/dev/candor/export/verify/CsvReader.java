package dev.candor.export.verify;

import dev.candor.foundation.json.BrokenTextException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
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
    static final int MAX_ROW = 1 << 22;

    private final Reader in;

    CsvReader(Path file) throws IOException {
        this.in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    /**
     * The next row with the newline that ends it, if it has one; an empty text at the end.
     *
     * @throws BrokenTextException when the rest of the file is no CSV
     */
    String next() throws IOException {
        StringBuilder row = new StringBuilder();
        boolean quoted = false;
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                row.append((char) c);
                quoted ^= c == '"';
                if (c == '\n' && !quoted) {
                    break;
                }
                if (row.length() > MAX_ROW) {
                    throw new BrokenTextException("it has no end within " + MAX_ROW
                            + " characters; a quote that nothing closes swallows all rows after it");
                }
            }
        } catch (CharacterCodingException e) {
            throw new BrokenTextException("it is not valid UTF-8");
        }
        if (quoted) {
            throw new BrokenTextException("it opens a quote that nothing closes");
        }
        return row.toString();
    }

    /** The cells of a row; one that is empty and not quoted is none. */
    static List<Optional<String>> cells(String row) throws BrokenTextException {
        String text = row.replaceFirst("\r?\n\\z", "");
        List<Optional<String>> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            boolean isQuoted = text.startsWith("\"", at);
            int end = isQuoted ? afterQuotes(text, at) : text.indexOf(',', at);
            end = end < 0 ? text.length() : end;
            String cell = text.substring(at, end);
            if ((end < text.length() && text.charAt(end) != ',') || (!isQuoted && cell.indexOf('"') >= 0)) {
                throw new BrokenTextException("cell " + (cells.size() + 1) + " has a quote in a place of no quote");
            }
            cells.add(
                    isQuoted
                            ? Optional.of(cell.substring(1, cell.length() - 1).replace("\"\"", "\""))
                            : Optional.of(cell).filter(plain -> !plain.isEmpty()));
            if (end == text.length()) {
                return cells;
            }
            at = end + 1;
        }
    }

    private static int afterQuotes(String text, int quote) throws BrokenTextException {
        for (int at = text.indexOf('"', quote + 1); at >= 0; at = text.indexOf('"', at + 2)) {
            if (!text.startsWith("\"", at + 1)) {
                return at + 1;
            }
        }
        throw new BrokenTextException("a cell opens a quote that nothing closes");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
