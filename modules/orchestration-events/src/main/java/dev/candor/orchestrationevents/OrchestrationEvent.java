package dev.candor.orchestrationevents;

import dev.candor.foundation.text.Wording;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a row of the contract {@code orchestration} says of a run, at one moment.
 *
 * @param at its timestamp
 * @param message one line, cut
 * @param releases whether it ends the quarantine of its repository
 * @param isAhead whether its timestamp is too far ahead of the clock to be believed
 * @param heard when it was heard of: its timestamp, or when that is ahead, the latest that the log told before it
 * @param place its timestamp, or when that is ahead, the latest that the log told of the same run or repository before it
 */
record OrchestrationEvent(
        RunKey key,
        Status status,
        long attempt,
        Optional<Long> durationMs,
        Optional<String> message,
        boolean releases,
        Instant at,
        boolean isAhead,
        Instant heard,
        Instant place) {
    /** How far emitters' clocks may be ahead before their timestamps are no longer believed. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Who tells of the end of a quarantine, and in which phase. */
    static final String ORCHESTRATOR = "orchestrator";

    static final String RELEASE = "release";

    /** What the details of such an event say: emitters have phases of that name for other things. */
    static final String QUARANTINE = "quarantine";

    static final String RELEASED = "released";

    /** What a query selects for {@link #read}. */
    static final String COLUMNS = "status, attempt, duration_ms, CASE WHEN json_type(details, '$.message') = 'VARCHAR'"
            + " THEN json_extract_string(details, '$.message') END AS message, releases, epoch_us(told_at), ahead,"
            + " epoch_us(heard), epoch_us(place)";

    private static final int MAX_MESSAGE = 300;

    /**
     * Reads an event of a run.
     *
     * @param before how many columns are before {@link #COLUMNS}
     */
    static OrchestrationEvent read(RunKey key, ResultSet row, int before) throws SQLException {
        int column = before;
        Status status = Status.of(row.getString(++column)).orElseThrow();
        long attempt = row.getLong(++column);
        long durationMs = row.getLong(++column);
        boolean hasDuration = !row.wasNull();
        return new OrchestrationEvent(
                key,
                status,
                attempt,
                hasDuration ? Optional.of(durationMs) : Optional.empty(),
                Optional.ofNullable(row.getString(++column)).map(text -> Wording.line(text, MAX_MESSAGE)),
                row.getBoolean(++column),
                moment(row, ++column),
                row.getBoolean(++column),
                moment(row, ++column),
                moment(row, ++column));
    }

    /** The moment that a column has in microseconds since 1970. */
    static Instant moment(ResultSet row, int column) throws SQLException {
        return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
    }
}
