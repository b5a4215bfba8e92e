package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Wording;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What a row of the contract {@code orchestration} says of a run.
 *
 * @param at its timestamp
 * @param message one line, cut
 * @param releases whether it ends the quarantine of its repository
 */
record OrchestrationEvent(
        Instant at,
        RunKey key,
        Status status,
        long attempt,
        Optional<Long> durationMs,
        Optional<String> message,
        boolean releases) {
    /** Who tells of the end of a quarantine, and in which phase. */
    static final String ORCHESTRATOR = "orchestrator";

    static final String RELEASE = "release";

    /** What the details of such an event say: emitters have phases of that name for other things. */
    static final String QUARANTINE = "quarantine";

    static final String RELEASED = "released";

    private static final int LONGEST_MESSAGE = 300;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Reads a row; empty when it is none that can be understood, which a valid row always can. */
    static Optional<OrchestrationEvent> read(byte[] bytes, int from, int to) {
        try {
            return JsonValue.parse(bytes, from, to) instanceof ObjectValue row ? of(row) : Optional.empty();
        } catch (JsonSyntaxException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<OrchestrationEvent> of(ObjectValue row) {
        Optional<Status> status = row.text("status").flatMap(Status::of);
        Optional<Long> attempt = number(row, "attempt");
        Optional<String> timestamp = row.text("timestamp");
        if (status.isEmpty() || attempt.isEmpty() || timestamp.isEmpty()) {
            return Optional.empty();
        }
        RunKey key = RunKey.of(row);
        return Optional.of(new OrchestrationEvent(
                OffsetDateTime.parse(timestamp.get()).toInstant(),
                key,
                status.get(),
                attempt.get(),
                number(row, "duration_ms"),
                detail(row, "message").map(text -> Wording.line(text, LONGEST_MESSAGE)),
                status.get() == Status.SUCCEEDED
                        && key.isRelease()
                        && detail(row, QUARANTINE).equals(Optional.of(RELEASED))));
    }

    private static Optional<String> detail(ObjectValue row, String name) {
        return row.members().get("details") instanceof ObjectValue details ? details.text(name) : Optional.empty();
    }

    /** {@code 1.0} is an integer too. */
    private static Optional<Long> number(ObjectValue row, String name) {
        return row.members().get(name) instanceof NumberValue number
                ? Optional.of(number.number().min(MOST).longValue())
                : Optional.empty();
    }
}
