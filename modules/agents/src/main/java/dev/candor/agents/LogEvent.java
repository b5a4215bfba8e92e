package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Origin;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.internal.otlp.Attributes;
import dev.candor.agents.internal.otlp.OtlpVisitor.LogRecord;
import dev.candor.agents.internal.otlp.OtlpVisitor.Source;
import dev.candor.agents.internal.otlp.Text;
import dev.candor.agents.internal.otlp.Value;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A log record that tells of an event.
 *
 * @param name of the event, without the agent's prefix; empty when it has none
 */
record LogEvent(Agent agent, String name, Attributes attributes, Instant at, String traceId, String spanId) {
    /** Names are short; a longer text is a sentence for people. */
    private static final int MAX_NAME_BYTES = 100;
    /** Longer objects hold content, and what is looked for is short. */
    private static final int MAX_OBJECT_BYTES = 64 * 1024;

    private static final long NANOS = 1_000_000_000L;

    /**
     * The event in a record.
     *
     * @param prefix what the agent puts before the names of its events
     * @param received when it came, for a record that has no time, or only such as cannot be true
     */
    static LogEvent of(Agent agent, String prefix, LogRecord log, Instant received) {
        String name = log.attributes().text("event.name");
        boolean isBody = name.isEmpty() && log.body() instanceof Text body && body.length() <= MAX_NAME_BYTES;
        if (isBody) {
            name = log.body().text();
        }
        String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : isBody ? "" : name;
        return new LogEvent(
                agent,
                bare,
                log.attributes(),
                moment(log.timeUnixNano(), received)
                        .or(() -> moment(log.observedTimeUnixNano(), received))
                        .or(() -> Utc.moment(log.attributes().text("event.timestamp"))
                                .filter(told -> AgentRow.isBelievable(told, received)))
                        .orElse(received),
                log.traceId(),
                log.spanId());
    }

    /** The moment of OTLP's unsigned nanoseconds; empty for 0, and for one that cannot be true. */
    static Optional<Instant> moment(long unixNano, Instant received) {
        return moment(unixNano).filter(told -> AgentRow.isBelievable(told, received));
    }

    /** As it was sent; empty for 0. */
    static Optional<Instant> moment(long unixNano) {
        return unixNano == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(
                        Long.divideUnsigned(unixNano, NANOS), Long.remainderUnsigned(unixNano, NANOS)));
    }

    /** The name by which the resource says who sends. */
    static String service(Source source) {
        return source.resource().text("service.name");
    }

    Optional<String> text(String key) {
        return Optional.of(attributes.text(key)).filter(text -> !text.isEmpty());
    }

    Optional<Long> number(String key) {
        return number(attributes.get(key));
    }

    static Optional<Long> number(Value value) {
        OptionalLong number = value.integer();
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    Optional<Double> decimal(String key) {
        OptionalDouble number = attributes.get(key).number();
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    /** The object that an agent wrote as text. */
    Optional<ObjectValue> json(String key) {
        if (!(attributes.get(key) instanceof Text text) || text.length() > MAX_OBJECT_BYTES) {
            return Optional.empty();
        }
        try {
            return JsonValue.parse(text.text()) instanceof ObjectValue object ? Optional.of(object) : Optional.empty();
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    Optional<Boolean> flag(String key) {
        return attributes.get(key).flag();
    }

    /** A row of this event, which tells of the end of something that took so long. */
    AgentRow row(Kind kind, String session, Optional<Long> durationMs) {
        Instant began = durationMs
                .filter(ms -> ms >= 0 && ms < at.toEpochMilli())
                .map(at::minusMillis)
                .orElse(at);
        return new AgentRow(agent, Origin.OTLP, kind, session, began)
                .durationMs(durationMs)
                .trace(Optional.of(traceId), Optional.of(spanId));
    }

    /** What the agent says of the outcome, if it does. */
    static AgentRow reported(AgentRow row, Optional<Boolean> success) {
        success.ifPresent(good -> row.reported(good ? Outcome.SUCCESS : Outcome.FAILURE));
        return row;
    }
}
