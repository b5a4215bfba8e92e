package dev.candor.sessions.event;

import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event of a session: a row that keeps the contract {@code session}.
 *
 * @param row as it was recorded
 * @param at its timestamp
 */
public record SessionEvent(ObjectValue row, Instant at) implements Comparable<SessionEvent> {
    private static final String CODE = "critical_error_code";
    private static final List<String> REQUIRED = List.of(
            "event_id", "session_id", "participant_id", "timestamp", "event_type", "phase", "actor_id", "outcome");

    /** Whether a row has what every event has, and a time that can be read. */
    static boolean isUsable(ObjectValue row) {
        if (!REQUIRED.stream().allMatch(name -> row.text(name).isPresent())) {
            return false;
        }
        try {
            of(row);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The event of a row that was found valid. */
    public static SessionEvent of(ObjectValue row) {
        return new SessionEvent(
                row, OffsetDateTime.parse(row.text("timestamp").orElseThrow()).toInstant());
    }

    /** By time, then the UTF-8 bytes of the id. */
    @Override
    public int compareTo(SessionEvent other) {
        return order(at, id(), other.at, other.id());
    }

    static int order(Instant at, String id, Instant otherAt, String otherId) {
        int order = at.compareTo(otherAt);
        return order != 0
                ? order
                : Arrays.compareUnsigned(id.getBytes(StandardCharsets.UTF_8), otherId.getBytes(StandardCharsets.UTF_8));
    }

    public String id() {
        return required("event_id");
    }

    public String sessionId() {
        return required("session_id");
    }

    public String participantId() {
        return required("participant_id");
    }

    /** As it was written. */
    public String timestamp() {
        return required("timestamp");
    }

    public String type() {
        return required("event_type");
    }

    public String phase() {
        return required("phase");
    }

    public String actorId() {
        return required("actor_id");
    }

    /** {@code success}, {@code fail}, {@code partial} or {@code info}. */
    public String outcome() {
        return required("outcome");
    }

    /** Which critical error was made: at the top, else in the details. */
    public Optional<String> criticalErrorCode() {
        return row.text(CODE).or(() -> details().text(CODE));
    }

    /** By how many points its writer says that the score changes. */
    public Optional<BigDecimal> scoreDelta() {
        return row.members().get("score_delta") instanceof NumberValue number
                ? Optional.of(number.number())
                : Optional.empty();
    }

    /** What else there is to say; without members when there is nothing. */
    public ObjectValue details() {
        return row.members().get("details") instanceof ObjectValue details ? details : new ObjectValue(Map.of());
    }

    private String required(String name) {
        return row.text(name).orElseThrow();
    }
}
