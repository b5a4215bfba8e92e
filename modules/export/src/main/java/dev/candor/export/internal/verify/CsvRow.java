package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.SessionEvent;
import dev.candor.export.internal.verify.CsvRows.UnreadableRowException;
import dev.candor.foundation.text.CsvText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A row of a CSV file that stands beside events. */
final class CsvRow {
    private final long number;
    private final byte[] bytes;

    /**
     * A row.
     *
     * @param number counted from 1, the header aside
     * @param bytes as it stands there, not to be changed
     */
    CsvRow(long number, byte[] bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    long number() {
        return number;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The id of its event; empty without such a column. */
    Optional<String> id(CsvHeader header) throws UnreadableRowException {
        return cell(header, "event_id");
    }

    /** Whether it names that event; a row without ids names any. */
    boolean isOf(SessionEvent event, CsvHeader header) throws UnreadableRowException {
        Optional<String> id = id(header);
        return id.isEmpty() || id.get().equals(event.id()) || id.get().equals(disarmed(event.id()));
    }

    /**
     * Whether its event comes before (negative) or behind (positive) another one, by time and then by the bytes of their
     * ids; 0 when it does not say.
     */
    int order(SessionEvent event, CsvHeader header) throws UnreadableRowException {
        Optional<Instant> at = cell(header, "timestamp").flatMap(CsvRow::moment);
        if (at.isEmpty()) {
            return 0;
        }
        int byTime = at.get().compareTo(event.at());
        return byTime != 0
                ? byTime
                : Arrays.compareUnsigned(
                        id(header).orElse("").getBytes(StandardCharsets.UTF_8),
                        event.id().getBytes(StandardCharsets.UTF_8));
    }

    private static String disarmed(String id) {
        return CsvText.isFormula(id) ? "'" + id : id;
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> cell(CsvHeader header, String column) throws UnreadableRowException {
        int place = header.columns().indexOf(column);
        List<CsvCell> cells = place >= 0 ? CsvCell.in(bytes) : List.of();
        return place >= 0 && place < cells.size() ? Optional.of(cells.get(place).text()) : Optional.empty();
    }
}
