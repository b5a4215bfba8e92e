package dev.candor.export.internal.bundle;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.text.CsvText;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@value BundleFiles#CSV}: RFC 4180 with LF, no byte order mark, a header and one row per event. An absent value is
 * an empty cell, an empty text is {@code ""}. A critical error code that stands in the details is in its column too.
 */
public final class EventsCsv {
    /** The columns: the first eight are those that scripts have read for long. */
    public static final List<String> COLUMNS = List.of(
            "timestamp",
            "event_type",
            "phase",
            "actor_id",
            "outcome",
            "objective_id",
            "critical_error_code",
            "score_delta",
            "event_id",
            "session_id",
            "participant_id",
            "target_id",
            "details");

    private static final String CODE = "critical_error_code";
    private static final int DEFAULT_ROW = 256;

    private EventsCsv() {}

    /** The first line, with its newline. */
    public static String header() {
        return String.join(",", COLUMNS) + "\n";
    }

    /**
     * Writes it.
     *
     * @param spreadsheetSafe whether a cell that a spreadsheet could take for a formula gets an apostrophe before it
     */
    public static void write(SessionEvents events, boolean spreadsheetSafe, OutputStream out) throws IOException {
        out.write(header().getBytes(StandardCharsets.UTF_8));
        events.forEach(event -> out.write(row(event, spreadsheetSafe).getBytes(StandardCharsets.UTF_8)));
    }

    /** The row of an event, with its newline. */
    public static String row(SessionEvent event, boolean spreadsheetSafe) {
        StringBuilder row = new StringBuilder(DEFAULT_ROW);
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (i > 0) {
                row.append(',');
            }
            text(event, COLUMNS.get(i)).ifPresent(text -> row.append(CsvText.cell(text, spreadsheetSafe)));
        }
        return row.append('\n').toString();
    }

    /** What a column says of an event, before quoting; empty when the event says nothing. */
    public static Optional<String> text(SessionEvent event, String column) {
        if (column.equals(CODE)) {
            return event.criticalErrorCode();
        }
        JsonValue value = event.row().members().get(column);
        if (value == null || value instanceof NullValue) {
            return Optional.empty();
        }
        return Optional.of(value instanceof StringValue string ? string.text() : CanonicalJson.text(value));
    }
}
