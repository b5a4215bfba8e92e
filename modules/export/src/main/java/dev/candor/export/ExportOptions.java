package dev.candor.export;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a session is exported.
 *
 * @param exportedAt what the bundle says of its making, ISO 8601 in UTC; without it the time of the session's last event,
 *     so that the same events give the same bytes
 * @param spreadsheetSafe whether a cell of the CSV that a spreadsheet could take for a formula gets an apostrophe before it
 */
public record ExportOptions(Optional<String> exportedAt, boolean spreadsheetSafe) {
    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|\\+00:00)");

    /** Checks the moment. */
    public ExportOptions {
        if (exportedAt.filter(text -> !isMoment(text)).isPresent()) {
            throw new IllegalArgumentException(
                    "exported_at must be a moment in UTC such as 2026-11-20T10:00:00Z, found '" + exportedAt.get()
                            + "'");
        }
    }

    /** Whether a text is a moment as a bundle may say it: ISO 8601 with seconds, in UTC. */
    public static boolean isMoment(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        try {
            return OffsetDateTime.parse(text).getOffset().equals(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
