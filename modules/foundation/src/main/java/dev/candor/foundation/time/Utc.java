package dev.candor.foundation.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments: the one spelling that Candor writes, and those that others do. */
public final class Utc {
    private Utc() {}

    /** ISO 8601 in UTC with milliseconds, always 24 characters: {@code 2026-01-28T14:22:00.000Z}. */
    public static String timestamp(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        digits(text, utc.getSecond(), 2).append('.');
        return digits(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
    }

    /** The moment that another program wrote, with any offset, and a T or a space before the hour; empty for what is none. */
    public static Optional<Instant> moment(String written) {
        try {
            return Optional.of(OffsetDateTime.parse(written.replaceFirst("^(\\S{10}) ", "$1T"))
                    .toInstant());
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.repeat('0', width - digits.length()).append(digits);
    }
}
