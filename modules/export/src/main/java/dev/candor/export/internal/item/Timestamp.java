package dev.candor.export.internal.item;

import dev.candor.foundation.time.Utc;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as other programs write them into {@code telemetry.yaml}. */
final class Timestamp {
    private static final int LAST_YEAR = 9999;

    private Timestamp() {}

    /** The time in the one spelling; empty for what is none, which could be anything and is not passed on. */
    static Optional<String> of(Optional<String> written) {
        try {
            return written.map(text -> OffsetDateTime.parse(text.replaceFirst("^(\\S{10}) ", "$1T"))
                            .withOffsetSameInstant(ZoneOffset.UTC))
                    .filter(time -> time.getYear() >= 0 && time.getYear() <= LAST_YEAR)
                    .map(time -> Utc.timestamp(time.toInstant()));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
