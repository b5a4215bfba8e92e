package dev.candor.audittrail;

import dev.candor.foundation.text.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What records say, as this page tells it: in bounded lines. */
final class Words {
    private static final int MAX_LENGTH = 500;

    private Words() {}

    static String line(String text) {
        return Wording.line(text, MAX_LENGTH);
    }

    /** The moment a text names; empty when it names none. */
    static Optional<Instant> moment(Optional<String> text) {
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** How long, in the two largest units: {@code 2 h 5 min}, {@code 850 ms}. */
    static String lasting(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return Wording.duration(BigDecimal.valueOf(duration.toMillis()));
    }
}
