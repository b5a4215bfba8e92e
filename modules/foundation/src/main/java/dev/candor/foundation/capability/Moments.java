package dev.candor.foundation.capability;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments as people and programs write them. */
public final class Moments {
    private static final int DATE_LENGTH = 10;

    private Moments() {}

    /**
     * The moment that a text names: ISO 8601 with a zone, a day (its beginning in UTC), or how long ago ({@code 7d}).
     *
     * @param argument the name of the argument, in JSON
     * @param now what it is long ago from
     */
    public static Instant parse(String argument, String text, Instant now) throws InvalidArgumentException {
        Optional<Instant> ago = Durations.parse(text).map(now::minus);
        try {
            return ago.isPresent()
                    ? ago.get()
                    : text.length() == DATE_LENGTH
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidArgumentException(
                    argument,
                    "must be a moment such as 2026-11-20T10:00:00Z, a day such as 2026-11-20, or how long ago such as"
                            + " 7d, 12h or 90s; found '" + text + "'");
        }
    }
}
