package dev.candor.export.verify;

import dev.candor.export.internal.bundle.EventsCsv;
import dev.candor.export.verify.Differences.Code;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.text.CsvText;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the rows of a table (RFC 4180, lines ended by LF or CRLF) again and compares them with those that are there. */
final class CsvCheck {
    /** An event may be a fourth of this, and each quote in it stands twice. */
    static final int MAX_ROW = 1 << 22;

    private static final int MAX_ROWS_TOLD = 5;

    private final String file;
    private final boolean isOfBundle;
    private final boolean spreadsheetSafe;
    private final Differences differences;
    private List<String> columns = List.of();
    private long rows;
    private long differing;

    /**
     * For one table.
     *
     * @param isOfBundle whether an export wrote it into its bundle, so that it must be so byte for byte
     * @param spreadsheetSafe whether it was written so; a table of others may be either
     */
    CsvCheck(String file, boolean isOfBundle, boolean spreadsheetSafe, Differences differences) {
        this.file = file;
        this.isOfBundle = isOfBundle;
        this.spreadsheetSafe = spreadsheetSafe;
        this.differences = differences;
    }

    /** Compares them; returns the columns that were. */
    List<String> compare(Path csv, SessionEvents events) throws IOException {
        try (Reader in = Files.newBufferedReader(csv, StandardCharsets.UTF_8)) {
            String header = next(in);
            columns = cells(header.startsWith("\uFEFF") ? header.substring(1) : header).stream()
                    .map(cell -> cell.orElse(""))
                    .toList();
            boolean isComparable = columns.stream().anyMatch(EventsCsv.COLUMNS::contains);
            if (isOfBundle ? !header.equals(EventsCsv.header()) : !isComparable) {
                String why = "the header must have " + (isOfBundle ? "the" : "some of the")
                        + " columns that an export writes";
                differences.add(Code.CSV, file, "row 0", EventsCsv.header().strip(), header.strip(), why);
            }
            if (isComparable) {
                compareRows(in, events);
            }
        } catch (BrokenTextException e) {
            differences.add(Code.CSV, file, "row " + rows, "the rows from here on cannot be compared: " + e.sentence());
        }
        return columns.stream().filter(EventsCsv.COLUMNS::contains).toList();
    }

    private void compareRows(Reader in, SessionEvents events) throws IOException {
        events.forEach(event -> {
            String row = next(in);
            if (!row.isEmpty()) {
                rows++;
                compareRow(event, row);
            }
        });
        while (!next(in).isEmpty()) {
            rows++;
        }
        String count = Long.toString(events.facts().count());
        if (!count.equals(Long.toString(rows))) {
            String why = "every event has one row, the header aside";
            differences.add(Code.CSV, file, "", count, Long.toString(rows), why);
        }
        if (differing > MAX_ROWS_TOLD) {
            String more = Wording.count(differing - MAX_ROWS_TOLD, "more row");
            differences.add(Code.CSV, file, "", more + " of the table differ from their events");
        }
    }

    private void compareRow(SessionEvent event, String row) throws BrokenTextException {
        String expected = EventsCsv.row(event, spreadsheetSafe);
        if (isOfBundle && row.equals(expected)) {
            return;
        }
        List<Optional<String>> found = cells(row);
        for (int i = 0; i < Math.min(found.size(), columns.size()); i++) {
            String column = columns.get(i);
            if (EventsCsv.COLUMNS.contains(column) && !isSame(column, EventsCsv.text(event, column), found.get(i))) {
                String ours =
                        EventsCsv.text(event, column).map(Differences::shown).orElse("");
                differs(
                        event,
                        ", column " + column,
                        ours,
                        found.get(i).map(Differences::shown).orElse(""));
                return;
            }
        }
        if (isOfBundle || found.size() != columns.size()) {
            differs(event, "", expected.strip(), row.strip());
        }
    }

    /** Whether a cell says what it should, the apostrophe before a formula aside; numbers of others by their value. */
    private boolean isSame(String column, Optional<String> expected, Optional<String> found) {
        boolean mayBeDisarmed = spreadsheetSafe || !isOfBundle;
        if (found.equals(expected)
                || (mayBeDisarmed
                        && found.equals(expected.filter(CsvText::isFormula).map(text -> "'" + text)))) {
            return true;
        }
        try {
            return !isOfBundle
                    && column.equals("score_delta")
                    && found.orElse("").length() <= JsonReader.MAX_NUMBER_LENGTH
                    && new BigDecimal(found.orElse("")).compareTo(new BigDecimal(expected.orElse(""))) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void differs(SessionEvent event, String place, String expected, String found) {
        differing++;
        if (differing <= MAX_ROWS_TOLD) {
            String why = "the row differs from event " + rows + " of the bundle's JSON, ";
            differences.add(
                    Code.CSV, file, "row " + rows + place, expected, found, why + Differences.shown(event.id()));
        }
    }

    /**
     * The next row with the newline that ends it, if it has one; an empty text at the end.
     *
     * @throws BrokenTextException when the rest of the file is no CSV
     */
    static String next(Reader in) throws IOException {
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
}
