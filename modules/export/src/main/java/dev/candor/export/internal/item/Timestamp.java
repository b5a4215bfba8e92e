package dev.candor.export.internal.item;

import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.Optional;

/** Times as other programs write them into {@code telemetry.yaml}. */
final class Timestamp {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Timestamp() {}

    /** The time in the one spelling; empty for what is none, which could be anything and is not passed on. */
    static Optional<String> of(Optional<String> written) {
        return written.flatMap(Utc::moment)
                .filter(moment -> !moment.isBefore(FIRST) && moment.isBefore(END))
                .map(Utc::timestamp);
    }
}
