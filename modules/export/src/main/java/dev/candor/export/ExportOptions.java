package dev.candor.export;

import java.util.Optional;

/**
 * How a session is exported.
 *
 * @param exportedAt what the bundle says of its making, ISO 8601 in UTC; without it the time of the session's last event,
 *     so that the same events give the same bytes
 * @param spreadsheetSafe whether a cell of the CSV that a spreadsheet could take for a formula gets an apostrophe before it
 */
public record ExportOptions(Optional<String> exportedAt, boolean spreadsheetSafe) {}
