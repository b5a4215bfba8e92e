package dev.candor.export.internal.verify;

import dev.candor.export.internal.verify.CsvRows.UnreadableRowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A cell of a CSV file.
 *
 * @param text what it says
 * @param isQuoted whether it stands in quotes, by which an empty text is told from none
 */
record CsvCell(String text, boolean isQuoted) {
    /** The cells of a row, whose newline may be there or not. */
    static List<CsvCell> in(byte[] row) throws UnreadableRowException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(row))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableRowException("the row is not valid UTF-8");
        }
        int end = text.endsWith("\r\n") ? text.length() - 2 : text.endsWith("\n") ? text.length() - 1 : text.length();
        return new Cells(text.substring(0, end)).read();
    }

    /** Nothing, as against an empty text. */
    boolean isAbsent() {
        return text.isEmpty() && !isQuoted;
    }

    private static final class Cells {
        private final String row;
        private final List<CsvCell> cells = new ArrayList<>();
        private int at;

        private Cells(String row) {
            this.row = row;
        }

        private List<CsvCell> read() throws UnreadableRowException {
            while (true) {
                cells.add(at < row.length() && row.charAt(at) == '"' ? quoted() : plain());
                if (at == row.length()) {
                    return List.copyOf(cells);
                }
                if (row.charAt(at) != ',') {
                    throw new UnreadableRowException(
                            "behind the quoted cell " + cells.size() + " stands something else than a comma");
                }
                at++;
            }
        }

        private CsvCell plain() throws UnreadableRowException {
            int comma = row.indexOf(',', at);
            int end = comma < 0 ? row.length() : comma;
            String text = row.substring(at, end);
            if (text.indexOf('"') >= 0) {
                throw new UnreadableRowException("cell " + (cells.size() + 1) + " has a quote and is not quoted");
            }
            at = end;
            return new CsvCell(text, false);
        }

        private CsvCell quoted() throws UnreadableRowException {
            StringBuilder text = new StringBuilder();
            at++;
            while (true) {
                int quote = row.indexOf('"', at);
                if (quote < 0) {
                    throw new UnreadableRowException(
                            "cell " + (cells.size() + 1) + " opens a quote that nothing closes");
                }
                text.append(row, at, quote);
                at = quote + 1;
                if (at == row.length() || row.charAt(at) != '"') {
                    return new CsvCell(text.toString(), true);
                }
                text.append('"');
                at++;
            }
        }
    }
}
