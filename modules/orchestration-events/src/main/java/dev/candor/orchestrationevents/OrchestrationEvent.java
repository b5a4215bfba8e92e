package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What a row of the contract {@code orchestration} says of a run.
 *
 * @param at its timestamp
 * @param message one line, cut
 * @param releases whether it ends the quarantine of its repository
 * @param heard when it was heard of: its timestamp, unless that is ahead of the clock
 */
record OrchestrationEvent(
        Instant at,
        RunKey key,
        Status status,
        long attempt,
        Optional<Long> durationMs,
        Optional<String> message,
        boolean releases,
        Instant heard) {
    /** How far emitters' clocks may be ahead before their timestamps are no longer believed. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Who tells of the end of a quarantine, and in which phase. */
    static final String ORCHESTRATOR = "orchestrator";

    static final String RELEASE = "release";

    /** What the details of such an event say: emitters have phases of that name for other things. */
    static final String QUARANTINE = "quarantine";

    static final String RELEASED = "released";

    private static final int MAX_MESSAGE = 300;
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

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
        Instant at = OffsetDateTime.parse(timestamp.get()).toInstant();
        return Optional.of(new OrchestrationEvent(
                at,
                key,
                status.get(),
                attempt.get(),
                number(row, "duration_ms"),
                detail(row, "message").map(text -> Wording.line(text, MAX_MESSAGE)),
                status.get() == Status.SUCCEEDED
                        && key.isRelease()
                        && detail(row, QUARANTINE).equals(Optional.of(RELEASED)),
                at));
    }

    /**
     * The same, as it is to be taken when it is read.
     *
     * @param now the time of reading
     * @param before the latest believable timestamp that the log told before it
     */
    OrchestrationEvent readAt(Instant now, Optional<Instant> before) {
        return at.isAfter(now.plus(TOLERANCE))
                ? new OrchestrationEvent(at, key, status, attempt, durationMs, message, releases, before.orElse(now))
                : this;
    }

    /** Whether its timestamp is too far ahead of the clock to be believed. */
    boolean isAhead() {
        return !heard.equals(at);
    }

    private static Optional<String> detail(ObjectValue row, String name) {
        return row.object("details").text(name);
    }

    /** {@code 1.0} is an integer too. */
    private static Optional<Long> number(ObjectValue row, String name) {
        return row.members().get(name) instanceof NumberValue number
                ? Optional.of(number.number().min(MAX_LONG).longValue())
                : Optional.empty();
    }
}
